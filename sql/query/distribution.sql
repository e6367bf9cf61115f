-- SPDX-License-Identifier: MIT
-- title: How the figures of each indicator are distributed over the areas
-- about: structure
-- arguments: DATASET/EDITION[@RELEASE]
-- asks: figures
-- unit: min to sd: that of the figures; missing, areas, different: areas;
--    zeros: a share of the areas with a figure
-- source: the indicator statistics of COINr (get_stats); quantiles are of type
--    7 of Hyndman & Fan 1996, skew and kurtosis G1 and G2 of Joanes & Gill 1998
--
-- Parameters: :release
-- Order: as in the edition's tree.
--
-- 1. Each indicator of the edition is there, also one without figures: it has
--    no measure. What stands for an indicator says structure_column.
-- 2. missing counts the areas that have a figure of another indicator of the
--    release in that period and none of this one.
-- 3. sd is that of a sample. What is not defined is empty: sd of one figure;
--    skew of less than three or of equal ones; kurtosis of less than four or
--    of equal ones. A normal distribution has a kurtosis of 0.
-- 4. outliers is 'yes' where |skew| > 2 and kurtosis > 3.5, else 'no'; empty
--    where one of them is.
-- 5. different counts the values that differ, most the areas that share the
--    value which most areas share, zeros is the share of zeros.
WITH figure AS MATERIALIZED (
	SELECT indicator_id, area, value
	FROM structure_value
	WHERE release_id = :release
),
told AS (
	SELECT indicator_id, count(*) AS areas, min(value) AS min,
		quantile(value, 0.25) AS q1, median(value) AS median,
		mean(value) AS mean, quantile(value, 0.75) AS q3,
		max(value) AS max, stddev(value) AS sd, skew(value) AS skew,
		kurtosis(value) AS kurtosis, avg(value = 0) AS zeros
	FROM figure
	GROUP BY indicator_id
),
shared AS (
	SELECT indicator_id, count(*) AS different, max(areas) AS most
	FROM (
		SELECT indicator_id, count(*) AS areas
		FROM figure
		GROUP BY indicator_id, value
	) AS v
	GROUP BY indicator_id
)
SELECT c.indicator, c.label, c.level, c.measure, c.period,
	coalesce(t.areas, 0) AS areas,
	(SELECT count(DISTINCT area) FROM figure) - coalesce(t.areas, 0)
		AS missing,
	t.min, t.q1, t.median, t.mean, t.q3, t.max, t.sd, t.skew, t.kurtosis,
	CASE WHEN t.kurtosis IS NOT NULL
		THEN iif(abs(t.skew) > 2 AND t.kurtosis > 3.5, 'yes', 'no')
		END AS outliers,
	s.different, s.most, t.zeros
FROM structure_column AS c
LEFT JOIN told AS t ON t.indicator_id = c.indicator_id
LEFT JOIN shared AS s ON s.indicator_id = c.indicator_id
WHERE c.release_id = :release
ORDER BY c.ordinal, c.indicator;
