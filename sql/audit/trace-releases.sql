-- SPDX-License-Identifier: MIT
-- The releases whose observations are verified.
--
-- Parameters: :dataset, :edition (each NULL: all)
-- 1. Every release of the database, whatever its state.
-- 2. Order: dataset, the editions in their order, as they were loaded.
SELECT r.release_id, r.dataset, r.edition, r.release, r.state, r.file,
	r.content
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE (:dataset IS NULL OR r.dataset = :dataset)
	AND (:edition IS NULL OR r.edition = :edition)
ORDER BY r.dataset, e.ordinal, r.release_id;
