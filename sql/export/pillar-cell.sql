-- SPDX-License-Identifier: MIT
-- The pillars of each area as cells: the row is the place in
-- pillar-profile.sql, the column counts from 0 the scores of the pillars as
-- pillar-scored.sql has them, then their differences to the mean of the world,
-- then those to the mean of the sub-region; and the area.
--
-- 1. Means are those of pillar-mean-cell.sql: a sub-region has one where two
--    areas or more of it have a score.
-- 2. The sub-region is the most specific one of M49.
WITH pillar AS MATERIALIZED (
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
	SELECT s.line - 1 AS line, p.place, min(p.pillars, 20) AS pillars,
		o.value, s.area, m.region,
		avg(o.value) OVER (PARTITION BY p.place) AS world,
		avg(o.value) OVER w AS near,
		count(*) OVER w AS areas
	FROM pillar AS p
	CROSS JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
	CROSS JOIN observation AS o
		ON o.release_id = p.release_id
			AND o.indicator_id = p.indicator_id
			AND o.measure = 'score' AND o.period = p.period
			AND o.area = s.area AND o.place = 0
	LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = s.area
	WHERE o.value IS NOT NULL AND p.place < 20
	WINDOW w AS (PARTITION BY p.place, m.region)
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
