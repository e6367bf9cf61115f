-- SPDX-License-Identifier: MIT
-- Who leads each region in the newest edition.
--
-- 1. M49 comes first, from the world down and in the order of its codes; the
--    other schemes follow by name.
-- 2. rank is as published, or the computed place where the edition publishes
--    none at all.
-- 3. gap is the leader's score less the runner-up's, to the published places.
WITH RECURSIVE tree (scheme, region, name, within, path) AS (
	SELECT scheme, region, name, NULL, region
	FROM region
	WHERE parent IS NULL
	UNION ALL
	SELECT g.scheme, g.region, g.name, t.name, t.path || '/' || g.region
	FROM tree AS t
	JOIN region AS g ON g.scheme = t.scheme AND g.parent = t.region
)
SELECT c.title AS scheme, t.name, t.within, a.name AS leader, l.leader AS area,
	CASE e.ranks WHEN 'published' THEN l.rank ELSE s.place END AS rank,
	l.score, b.name AS runner_up, l.runner_up_score,
	round(l.gap, :decimals) AS gap, l.areas
FROM region_leader AS l
JOIN standing_edition AS e ON e.dataset = l.dataset AND e.edition = l.edition
JOIN standing AS s
	ON s.dataset = l.dataset AND s.edition = l.edition AND s.area = l.leader
JOIN tree AS t ON t.scheme = l.scheme AND t.region = l.region
JOIN scheme AS c ON c.scheme = l.scheme
JOIN area AS a ON a.area = l.leader
LEFT JOIN area AS b ON b.area = l.runner_up
WHERE l.dataset = :dataset AND l.edition = :edition
ORDER BY l.scheme <> 'm49', l.scheme, t.path, l.leader;
