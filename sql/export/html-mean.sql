-- SPDX-License-Identifier: MIT
-- The plain mean of each pillar in the regions of :scheme.
--
-- 1. An area counts in all regions that it lies in; region is NULL for the mean
--    of all areas of the edition.
-- 2. areas is how many have a value; those without one take no part.
SELECT region, pillar, mean, areas
FROM (
	SELECT NULL AS region, place AS pillar, avg(value) AS mean,
		count(*) AS areas
	FROM pillar_figure
	GROUP BY place
	UNION ALL
	SELECT i.region, f.place, avg(f.value), count(*)
	FROM region_area AS i
	JOIN pillar_figure AS f ON f.area = i.area
	WHERE i.scheme = :scheme
	GROUP BY i.region, f.place
)
ORDER BY region NULLS FIRST, pillar;
