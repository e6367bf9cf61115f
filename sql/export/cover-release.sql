-- SPDX-License-Identifier: MIT
-- The files that the report is made from: the current release of each edition,
-- newest first.
--
-- 1. file is NULL for one without a name, published for one without a date.
-- 2. official is 0 for bytes other than those that the spec pins.
-- 3. forced is why a release counts whatever was found in it.
SELECT r.edition, r.file, r.published, r.official, r.forced,
	'sha256 ' || substr(r.release, 1, 12) AS short
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset AND r.state = 'current'
ORDER BY e.ordinal DESC, r.release;
