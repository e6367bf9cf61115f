-- SPDX-License-Identifier: MIT
-- title: Published averages of regions beside those of the published scores
-- about: regions
-- arguments: DATASET/EDITION
-- asks: content
-- empty: the spec names no file with averages of the edition and the scheme:
--   see averages in kosh-spec(5)
-- unit: averages, difference, tolerance: that of the indicator
-- source: the file that the spec names (averages), the scores of the current
--   release
--
-- Parameters: :dataset, :edition, :scheme (NULL: all schemes; an average of all
-- areas is of none)
-- Order: by file, sheet, row and column of the cell.
--
-- 1. published is what the cell of the workbook says, of areas_published areas
--    where it says of how many. scheme and region are empty where it is of all
--    areas that have a score.
-- 2. recomputed is the unweighted mean of the scores that the current release
--    gives the areas of the region for that indicator and period; areas is how
--    many there are. Without any it is NULL, and so are difference and within.
-- 3. difference is published - recomputed.
-- 4. tolerance is half a unit of the last decimal of the published average, and
--    half a unit of the last decimal of the scores.
-- 5. within is 'yes' where the rounding of the average explains the difference,
--    'scores' where that takes the rounding of the scores as well, else 'no'. A
--    billionth part of the average is noise of adding.
-- 6. current is 'no' where the current release is of another workbook.
-- Regions are those of today: an average of other members differs.
WITH RECURSIVE said AS MATERIALIZED (
	SELECT a.line, a.file, a.sheet, a.cell, a.scheme, a.region, a.indicator,
		a.value, a.raw, a.areas, r.release_id, r.file = a.file AS own,
		n.indicator_id, n.decimals,
		coalesce(a.period, w.period, e.period) AS period
	FROM average AS a
	JOIN edition AS e ON e.dataset = a.dataset AND e.edition = a.edition
	JOIN release AS r
		ON r.dataset = a.dataset AND r.edition = a.edition
			AND r.state = 'current'
	JOIN indicator AS n
		ON n.dataset = a.dataset AND n.edition = a.edition
			AND n.indicator = a.indicator
	LEFT JOIN overall AS w ON w.release_id = r.release_id
	WHERE a.dataset = :dataset AND a.edition = :edition
		AND (CAST(:scheme AS TEXT) IS NULL OR a.scheme = :scheme)
),
above (scheme, region, upper) AS (
	SELECT scheme, region, region
	FROM region
	WHERE scheme IN (SELECT scheme FROM said)
	UNION
	SELECT a.scheme, a.region, g.parent
	FROM above AS a
	JOIN region AS g ON g.scheme = a.scheme AND g.region = a.upper
	WHERE g.parent IS NOT NULL
),
lies AS MATERIALIZED (
	SELECT m.scheme, a.upper AS region, m.area
	FROM member AS m
	JOIN above AS a ON a.scheme = m.scheme AND a.region = m.region
),
mean AS (
	SELECT s.line, mean(o.value) AS value, count(o.value) AS areas,
		coalesce(s.decimals, max(decimals(o.value))) AS decimals
	FROM said AS s
	LEFT JOIN observation AS o
		ON o.release_id = s.release_id
			AND o.indicator_id = s.indicator_id
			AND o.measure = 'score' AND o.period = s.period
			AND o.place = 0
			AND (s.scheme IS NULL OR (s.scheme, s.region, o.area) IN
				(SELECT scheme, region, area FROM lies))
	GROUP BY s.line, s.decimals
),
measured AS (
	SELECT line, value, areas, noise, half, half + half_score AS tolerance
	FROM (
		SELECT s.line, m.value, m.areas, 1e-9 * abs(s.value) AS noise,
			0.5 * pow(10, -CASE WHEN s.raw GLOB '*[.]*'
				AND s.raw NOT GLOB '*[Ee]*'
				THEN length(s.raw) - instr(s.raw, '.')
				ELSE decimals(s.value) END) AS half,
			0.5 * pow(10, -m.decimals) AS half_score
		FROM said AS s
		JOIN mean AS m ON m.line = s.line
	) AS k
)
SELECT s.scheme, s.region, g.name AS region_name, s.indicator, s.period,
	s.value AS published, m.value AS recomputed,
	s.value - m.value AS difference, m.tolerance,
	CASE WHEN abs(s.value - m.value) <= m.half + m.noise THEN 'yes'
		WHEN abs(s.value - m.value) <= m.tolerance + m.noise
		THEN 'scores'
		WHEN m.value IS NOT NULL THEN 'no' END AS within,
	s.areas AS areas_published, m.areas, s.file, s.sheet, s.cell,
	CASE WHEN s.own THEN 'yes' ELSE 'no' END AS current
FROM said AS s
JOIN measured AS m ON m.line = s.line
LEFT JOIN region AS g ON g.scheme = s.scheme AND g.region = s.region
ORDER BY s.file, s.sheet,
	length(ltrim(s.cell, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')),
	ltrim(s.cell, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
	length(rtrim(s.cell, '0123456789')), s.cell;
