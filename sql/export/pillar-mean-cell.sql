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
score AS MATERIALIZED (
	SELECT area, scored AS place, value,
		(SELECT count(*) FROM pillar WHERE scored IS NOT NULL) AS pillars,
		avg(value) OVER (PARTITION BY scored) AS world
	FROM pillar_figure
	WHERE scored IS NOT NULL
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
