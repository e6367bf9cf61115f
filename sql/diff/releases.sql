-- SPDX-License-Identifier: MIT
-- The releases of an edition, and of which edition they are.
-- ?1 the dataset, ?2 the edition
--
-- 1. What the press printed says so in its state.
-- Order: as they came: the reverse of their release_turn.
SELECT r.release_id, r.release, r.state || CASE r.source WHEN 'press'
		THEN ': press' ELSE '' END AS state, r.published, r.file, r.content,
	r.recipe, e.period, e.regime,
	substr(r.fetched, 1, 10) AS fetched
FROM release AS r
JOIN release_turn AS t ON t.release_id = r.release_id AND t.last
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = ?1 AND r.edition = ?2
ORDER BY t.turn DESC;
