-- SPDX-License-Identifier: MIT
-- The releases that the server lacks or has in another reading, by the numbers
-- that they have in the file, with those that they have on the server.
--
-- 1. A reading is known by its recipe, when it was loaded and the hash of its
--    content. What else a release says is compared as any other row is.
SELECT p.release_id, p.dataset, p.edition, p.release, r.release_id
FROM pushed_release AS p
LEFT JOIN release AS r
	ON r.dataset = p.dataset AND r.edition = p.edition
		AND r.release = p.release
WHERE (r.loaded, r.recipe, r.content)
	IS DISTINCT FROM (p.loaded, p.recipe, p.content)
ORDER BY p.release_id;
