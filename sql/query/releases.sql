-- SPDX-License-Identifier: MIT
-- title: The releases of a dataset's editions, and which is current
-- about: content
-- arguments: DATASET
-- asks: content
-- source: the workbooks that were loaded
--
-- Parameters: :dataset
-- Order: by edition, then by publication and fetching, then by hash.
--
-- 1. Releases with the same content say the same in other bytes.
SELECT r.edition, r.release, r.state, r.published, r.official, r.file, r.bytes,
	r.fetched, r.loaded, r.content
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset
ORDER BY e.ordinal, r.published NULLS LAST, r.fetched NULLS LAST, r.release;
