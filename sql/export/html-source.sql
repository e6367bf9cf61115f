-- SPDX-License-Identifier: MIT
-- Every release that the database has, newest edition first, the current one
-- of an edition before the others.
--
-- 1. What the press printed says so in its state.
-- 2. official says whether the bytes are those that the spec pins.
SELECT r.edition, spoken('word', CASE r.source WHEN 'press' THEN 'press'
		ELSE r.state END) AS state,
	coalesce(r.file, '') AS file, r.url, r.published,
	spoken('word', CASE r.official WHEN 1 THEN 'yes' WHEN 0 THEN 'no'
		ELSE 'not pinned' END) AS official,
	r.fetched, r.release
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset
ORDER BY e.ordinal DESC, r.state <> 'current', r.published DESC, r.release;
