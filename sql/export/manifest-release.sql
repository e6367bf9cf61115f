-- SPDX-License-Identifier: MIT
-- Every release of the dataset that the database has: what the manifest names.
--
-- 1. The newest edition first, the current release of an edition before the
--    others.
SELECT r.edition, r.state, r.release
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset
ORDER BY e.ordinal DESC, r.state <> 'current', r.published DESC, r.release;
