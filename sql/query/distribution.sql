-- SPDX-License-Identifier: MIT
-- title: How the figures of each indicator are distributed over the areas
-- about: structure
-- arguments: DATASET/EDITION[@RELEASE]
-- asks: views
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
-- those that share a value
share AS (
	SELECT indicator_id, value, count(*) AS areas
	FROM figure
	GROUP BY indicator_id, value
)
SELECT c.indicator, c.label, c.level, c.measure, c.period,
	count(f.value) AS areas,
	(SELECT count(DISTINCT area) FROM figure) - count(f.value) AS missing,
	min(f.value) AS min, quantile(f.value, 0.25) AS q1,
	median(f.value) AS median, avg(f.value) AS mean,
	quantile(f.value, 0.75) AS q3, max(f.value) AS max,
	stddev(f.value) AS sd, skew(f.value) AS skew,
	kurtosis(f.value) AS kurtosis,
	CASE WHEN kurtosis(f.value) IS NOT NULL
		THEN iif(abs(skew(f.value)) > 2 AND kurtosis(f.value) > 3.5,
			'yes', 'no') END AS outliers,
	count(DISTINCT f.value) AS different,
	(SELECT max(s.areas) FROM share AS s
	WHERE s.indicator_id = c.indicator_id) AS most,
	avg(f.value = 0) AS zeros
FROM structure_column AS c
LEFT JOIN figure AS f ON f.indicator_id = c.indicator_id
WHERE c.release_id = :release
GROUP BY c.indicator_id
ORDER BY c.ordinal, c.indicator;
