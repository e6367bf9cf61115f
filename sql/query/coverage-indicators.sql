-- SPDX-License-Identifier: MIT
-- title: For how many areas each indicator has a figure
-- about: structure
-- arguments: DATASET/EDITION[@RELEASE]
-- asks: figures
-- unit: share, nonzero: shares of 1
-- source: the thresholds are those of COINr (get_stats): 0.65 and 0.5
--
-- Parameters: :release
-- Order: as in the edition's tree.
--
-- 1. Each indicator of the edition is there, also one without figures: it has
--    no measure. What stands for an indicator says structure_column.
-- 2. missing counts the areas that have a figure of another indicator of the
--    release in that period and none of this one; share is the share of those
--    that have one.
-- 3. nonzero is the share of the figures that are not 0.
-- 4. flag is 'few' where share is below 0.65, or else 'zeros' where less than
--    half of all areas have a figure that is not 0, else empty.
WITH figure AS MATERIALIZED (
	SELECT indicator_id, area, value
	FROM structure_value
	WHERE release_id = :release
),
counted AS (
	SELECT indicator_id, count(*) AS areas,
		count(nullif(value, 0)) AS nonzero
	FROM figure
	GROUP BY indicator_id
)
SELECT indicator, label, level, measure, period, areas,
	every - areas AS missing,
	CAST(areas AS REAL) / nullif(every, 0) AS share,
	CAST(nonzero AS REAL) / nullif(areas, 0) AS nonzero,
	CASE WHEN areas < 0.65 * CAST(every AS REAL) THEN 'few'
		WHEN 2 * nonzero < every THEN 'zeros' END AS flag
FROM (
	SELECT c.indicator, c.label, c.level, c.measure, c.period, c.ordinal,
		coalesce(n.areas, 0) AS areas,
		coalesce(n.nonzero, 0) AS nonzero,
		(SELECT count(DISTINCT area) FROM figure) AS every
	FROM structure_column AS c
	LEFT JOIN counted AS n ON n.indicator_id = c.indicator_id
	WHERE c.release_id = :release
) AS c
ORDER BY ordinal, indicator;
