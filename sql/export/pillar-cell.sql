-- SPDX-License-Identifier: MIT
-- The pillars of each area as cells: the row is the place in
-- pillar-profile.sql, the column counts from 0 the scores of the pillars as
-- pillar-scored.sql has them, then their differences to the mean of the world,
-- then those to the mean of the sub-region; and the area.
--
-- 1. Means are those of pillar-mean-cell.sql: a sub-region has one where two
--    areas or more of it have a score.
-- 2. The sub-region is the most specific one of M49.
WITH score AS MATERIALIZED (
	SELECT f.line, f.scored AS place, f.value, f.area, m.region,
		(SELECT count(*) FROM pillar WHERE scored IS NOT NULL) AS pillars,
		avg(f.value) OVER (PARTITION BY f.scored) AS world,
		avg(f.value) OVER w AS near,
		count(*) OVER w AS areas
	FROM pillar_figure AS f
	LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = f.area
	WHERE f.scored IS NOT NULL
	WINDOW w AS (PARTITION BY f.scored, m.region)
)
SELECT line, place, value, area
FROM (
	SELECT line, place, value, area FROM score
	UNION ALL
	SELECT line, pillars + place, value - world, area FROM score
	UNION ALL
	SELECT line, 2 * pillars + place, value - near, area
	FROM score
	WHERE region IS NOT NULL AND areas > 1
)
ORDER BY line, place;
