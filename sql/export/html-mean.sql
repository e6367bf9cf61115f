-- SPDX-License-Identifier: MIT
-- The plain mean of each pillar in the regions of :scheme.
--
-- 1. An area counts in all regions that it lies in; region is NULL for the mean
--    of all areas of the edition.
-- 2. areas is how many have a value; those without one take no part.
WITH pillar AS MATERIALIZED (
	SELECT n.indicator_id, t.release_id, t.period, m.measure,
		row_number() OVER (ORDER BY n.ordinal, n.indicator) - 1
			AS pillar
	FROM standing_edition AS t
	JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND n.parent = 'overall'
	JOIN (SELECT 'score' AS measure UNION ALL SELECT 'raw') AS m
	WHERE t.dataset = :dataset AND t.edition = :edition
		AND EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = m.measure
				AND o.period = t.period AND o.place = 0
				AND o.value IS NOT NULL)
		AND (m.measure = 'score' OR NOT EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = 'score'
				AND o.period = t.period AND o.place = 0
				AND o.value IS NOT NULL))
),
figure AS MATERIALIZED (
	SELECT s.area, p.pillar, o.value
	FROM standing AS s
	CROSS JOIN pillar AS p
	CROSS JOIN observation AS o
		ON o.release_id = p.release_id
			AND o.indicator_id = p.indicator_id
			AND o.measure = p.measure AND o.period = p.period
			AND o.area = s.area AND o.place = 0
	WHERE s.dataset = :dataset AND s.edition = :edition
		AND o.value IS NOT NULL AND p.pillar < 20
)
SELECT region, pillar, mean, areas
FROM (
	SELECT NULL AS region, pillar, avg(value) AS mean, count(*) AS areas
	FROM figure
	GROUP BY pillar
	UNION ALL
	SELECT i.region, f.pillar, avg(f.value), count(*)
	FROM region_area AS i
	JOIN figure AS f ON f.area = i.area
	WHERE i.scheme = :scheme
	GROUP BY i.region, f.pillar
)
ORDER BY region NULLS FIRST, pillar;
