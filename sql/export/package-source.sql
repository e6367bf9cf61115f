-- SPDX-License-Identifier: MIT
-- The sources of the folder of CSV: the current releases, newest first.
SELECT r.edition, r.file, r.url, r.release
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset AND r.state = 'current'
ORDER BY e.ordinal DESC, r.release;
