-- SPDX-License-Identifier: MIT
-- The files that the report is made from: the current release of each edition,
-- newest first.
SELECT r.edition, r.file, r.url, r.release AS sha256
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset AND r.state = 'current'
ORDER BY e.ordinal DESC, r.release;
