-- SPDX-License-Identifier: MIT
-- The releases of an edition, and of which edition they are.
-- ?1 the dataset, ?2 the edition
--
-- Order: as they came: the reverse of release_order, and those that have no
-- place in it among them.
SELECT r.release_id, r.release, r.state, r.published, r.file, r.content,
	r.recipe, e.period, e.regime,
	substr(r.fetched, 1, 10) AS fetched
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = ?1 AND r.edition = ?2
ORDER BY r.published IS NULL, r.published,
	r.official IS 1 OR r.status IS NOT NULL OR r.again IS NOT NULL,
	coalesce(r.again, r.fetched), r.release_id;
