-- SPDX-License-Identifier: MIT
-- Who leads each region of a scheme (:scheme) in the edition, from the top of
-- the scheme down.
--
-- 1. rank is as published, or the computed place where the edition publishes
--    none at all.
-- 2. gap is by how much the score of the leader is better.
SELECT spoken('region', g.name) AS region, area_name(a.area, a.name) AS leader,
	CASE e.ranks WHEN 'published' THEN l.rank ELSE s.place END AS rank,
	l.score, area_name(b.area, b.name) AS runner_up, l.gap, l.areas
FROM region_leader AS l
JOIN standing_edition AS e ON e.dataset = l.dataset AND e.edition = l.edition
JOIN standing AS s
	ON s.dataset = l.dataset AND s.edition = l.edition AND s.area = l.leader
JOIN region AS g ON g.scheme = l.scheme AND g.region = l.region
JOIN region_level AS v ON v.scheme = l.scheme AND v.region = l.region
JOIN area AS a ON a.area = l.leader
LEFT JOIN area AS b ON b.area = l.runner_up
WHERE l.dataset = :dataset AND l.edition = :edition AND l.scheme = :scheme
ORDER BY v.level, g.parent, l.region;
