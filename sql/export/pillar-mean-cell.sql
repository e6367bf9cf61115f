-- SPDX-License-Identifier: MIT
-- The means of the world and of the regions of M49 as cells: the row is the
-- place in pillar-mean.sql, the column counts from 0 the means of the pillars
-- as pillar-scored.sql has them, then their differences to the world's.
--
-- 1. A mean is the unweighted one of the areas of the edition that lie in the
--    region and have a score. The world's is that of all areas that have one.
-- 2. A region has one where two areas or more have a score.
WITH RECURSIVE tree (region, path, level) AS (
	SELECT region, region, 0
	FROM region
	WHERE scheme = 'm49' AND parent IS NULL
	UNION ALL
	SELECT g.region, t.path || '/' || g.region, t.level + 1
	FROM tree AS t
	JOIN region AS g ON g.scheme = 'm49' AND g.parent = t.region
),
listed AS MATERIALIZED (
	SELECT t.region, t.level,
		row_number() OVER (ORDER BY t.path) - 1 AS line
	FROM tree AS t
	WHERE EXISTS (
		SELECT 1
		FROM region_area AS i
		JOIN standing AS s
			ON s.dataset = :dataset AND s.edition = :edition
				AND s.area = i.area
		WHERE i.scheme = 'm49' AND i.region = t.region)
),
pillar AS MATERIALIZED (
	SELECT n.indicator_id, t.release_id, t.period,
		row_number() OVER (ORDER BY n.ordinal, n.indicator) - 1
			AS place,
		count(*) OVER () AS pillars
	FROM standing_edition AS t
	CROSS JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND n.parent = 'overall' AND n.weight > 0
			AND n.scale_max > n.scale_min
	WHERE t.dataset = :dataset AND t.edition = :edition AND EXISTS (
		SELECT 1 FROM observation AS o
		WHERE o.release_id = t.release_id
			AND o.indicator_id = n.indicator_id
			AND o.measure = 'score' AND o.period = t.period
			AND o.place = 0 AND o.value IS NOT NULL)
),
score AS MATERIALIZED (
	SELECT o.area, p.place, min(p.pillars, 20) AS pillars, o.value,
		avg(o.value) OVER (PARTITION BY p.place) AS world
	FROM pillar AS p
	CROSS JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
	CROSS JOIN observation AS o
		ON o.release_id = p.release_id
			AND o.indicator_id = p.indicator_id
			AND o.measure = 'score' AND o.period = p.period
			AND o.area = s.area AND o.place = 0
	WHERE o.value IS NOT NULL AND p.place < 20
),
mean AS MATERIALIZED (
	SELECT i.region, c.place, c.pillars, avg(c.value) AS mean, c.world
	FROM score AS c
	JOIN region_area AS i ON i.scheme = 'm49' AND i.area = c.area
	GROUP BY i.region, c.place
	HAVING count(*) > 1
)
SELECT line, place, value
FROM (
	SELECT l.line, m.place,
		CASE l.level WHEN 0 THEN m.world ELSE m.mean END AS value
	FROM mean AS m
	JOIN listed AS l ON l.region = m.region
	UNION ALL
	SELECT l.line, m.pillars + m.place, m.mean - m.world
	FROM mean AS m
	JOIN listed AS l ON l.region = m.region AND l.level > 0
)
ORDER BY line, place;
