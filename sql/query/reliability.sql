-- SPDX-License-Identifier: MIT
-- title: Whether the indicators under a node measure one thing: Cronbach's alpha
-- about: structure
-- arguments: DATASET/EDITION[@RELEASE]
-- asks: figures
-- empty: it takes two indicators with figures, side by side
-- unit: alpha and standardised: at most 1
-- source: Cronbach 1951, Coefficient alpha and the internal structure of tests,
--    Psychometrika 16(3); covariances of pairs as in COINr (get_cronbach)
--
-- Parameters: :release
-- Order: as in the edition's tree; indicators without a parent first.
--
-- 1. Each node with two items or more has a row. Its items are the indicators
--    right under it that have figures; what stands for one says
--    structure_column. Those without a parent are a group whose node is empty.
-- 2. areas counts those with a figure of any item, complete those with all.
-- 3. alpha is k / (k - 1) * (1 - the sum of the variances of the k items over
--    the sum of all variances and covariances). A variance is that of all
--    figures of an item, a covariance that of the areas with both.
-- 4. standardised is k * r / (1 + (k - 1) * r), with r the mean of Pearson's
--    correlations: alpha of items that vary alike, for those of many units.
-- 5. An item whose direction is not that of its node counts with the other
--    sign.
-- 6. alpha is empty where a pair of items has less than two areas in common;
--    standardised also where an item does not vary. (COINr counts such a pair
--    as 0.)
WITH item AS MATERIALIZED (
	SELECT indicator_id, indicator, parent, ordinal, measure, period, turned
	FROM structure_column
	WHERE release_id = :release AND measure IS NOT NULL
),
figure AS MATERIALIZED (
	SELECT indicator_id, area, value
	FROM structure_value
	WHERE release_id = :release
),
varied AS (
	SELECT i.parent, i.indicator_id,
		stddev(f.value) * stddev(f.value) AS variance
	FROM item AS i
	JOIN figure AS f ON f.indicator_id = i.indicator_id
	GROUP BY i.parent, i.indicator_id
),
pair AS MATERIALIZED (
	SELECT a.parent, a.indicator_id AS a, b.indicator_id AS b,
		a.turned * b.turned AS sign, a.measure AS a_measure,
		b.measure AS b_measure, a.period
	FROM item AS a
	JOIN item AS b ON b.parent IS a.parent
		AND (b.ordinal, b.indicator) > (a.ordinal, a.indicator)
),
-- Nodes of rule 6, with a pair that has less than two areas in common: there is
-- no need to relate the others. A few rows of most pairs tell.
apart AS MATERIALIZED (
	SELECT DISTINCT p.parent
	FROM pair AS p
	WHERE (
		SELECT count(*)
		FROM (
			SELECT x.area
			FROM observation AS x
			JOIN observation AS y
				ON y.release_id = :release
					AND y.indicator_id = p.b
					AND y.measure = p.b_measure
					AND y.period = p.period
					AND y.area = x.area AND y.place = 0
			WHERE x.release_id = :release
				AND x.indicator_id = p.a
				AND x.measure = p.a_measure
				AND x.period = p.period AND x.place = 0
				AND x.value IS NOT NULL
				AND y.value IS NOT NULL
			LIMIT 2
		) AS c
	) < 2
),
related AS (
	SELECT p.parent, p.sign * covariance(x.value, y.value) AS covariance,
		p.sign * pearson(x.value, y.value) AS pearson
	FROM pair AS p
	CROSS JOIN observation AS x
		ON x.release_id = :release AND x.indicator_id = p.a
			AND x.measure = p.a_measure AND x.period = p.period
			AND x.place = 0 AND x.value IS NOT NULL
	LEFT JOIN observation AS y
		ON y.release_id = :release AND y.indicator_id = p.b
			AND y.measure = p.b_measure AND y.period = p.period
			AND y.area = x.area AND y.place = 0
	WHERE NOT EXISTS (
		SELECT 1 FROM apart AS w WHERE w.parent IS p.parent)
	GROUP BY p.parent, p.sign, p.a, p.b
),
counted AS (
	SELECT parent, area, count(*) AS items
	FROM item
	JOIN figure USING (indicator_id)
	GROUP BY parent, area
),
node AS MATERIALIZED (
	SELECT v.parent, count(*) AS items, added(v.variance) AS variances
	FROM varied AS v
	GROUP BY v.parent
	HAVING count(*) > 1
),
pairs AS MATERIALIZED (
	SELECT parent, count(covariance) AS covariances,
		added(covariance) AS covariance, count(pearson) AS pearsons,
		mean(pearson) AS pearson
	FROM related
	GROUP BY parent
)
SELECT n.parent AS node, c.label, c.level, t.period, n.items,
	(SELECT count(*) FROM counted AS k WHERE k.parent IS n.parent) AS areas,
	(SELECT count(*) FROM counted AS k
	WHERE k.parent IS n.parent AND k.items = n.items) AS complete,
	CASE WHEN 2 * p.covariances = n.items * (n.items - 1)
		THEN CAST(2 * n.items AS REAL) / (n.items - 1) * p.covariance
			/ nullif(n.variances + 2 * p.covariance, 0)
		END AS alpha,
	CASE WHEN 2 * p.pearsons = n.items * (n.items - 1)
		THEN n.items * p.pearson
			/ nullif(1 + (n.items - 1) * p.pearson, 0)
		END AS standardised
FROM node AS n
LEFT JOIN pairs AS p ON p.parent IS n.parent
CROSS JOIN structure_period AS t ON t.release_id = :release
LEFT JOIN indicator AS c
	ON c.dataset = t.dataset AND c.edition = t.edition
		AND c.indicator = n.parent
ORDER BY c.ordinal NULLS FIRST, n.parent;
