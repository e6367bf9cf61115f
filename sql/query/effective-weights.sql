-- SPDX-License-Identifier: MIT
-- title: What weight each indicator is given, and how much it tells of its parent
-- about: structure
-- arguments: DATASET/EDITION[@RELEASE]
-- asks: figures
-- empty: no indicator of the edition stands under another
-- unit: weight, final, squared and importance: shares of 1
-- source: Paruolo, Saisana and Saltelli 2013, Ratings and rankings: voodoo or
--    science?, Journal of the Royal Statistical Society A 176(3): the first
--    order sensitivity index, here of a straight line; final as in COINr
--    (get_eff_weights)
--
-- Parameters: :release
-- Order: as in the edition's tree.
--
-- 1. Each indicator with a parent is there. What stands for it and for its
--    parent says structure_column.
-- 2. weight is its weight over that of all its siblings and itself, where the
--    parent is their weighted mean or sum; else empty.
-- 3. final is that times the final weight of the parent; that of an indicator
--    without a parent is 1.
-- 4. areas counts those with a figure of it and of its parent, pearson is the
--    correlation of the two, squared its square: the share of the variance of
--    the parent that a straight line in this indicator explains.
-- 5. importance is squared over the sum of squared of all its siblings and
--    itself; empty where one of them has none, but for those without figures.
-- 6. ratio is importance over weight: above 1 the indicator tells more of the
--    parent than its weight says. Empty where the weight is 0.
WITH RECURSIVE said AS MATERIALIZED (
	SELECT dataset, edition, indicator_id, indicator, parent, label, level,
		ordinal, measure, period, weight
	FROM structure_column
	WHERE release_id = :release
),
shared AS (
	SELECT parent, added(weight) AS weight
	FROM said
	GROUP BY parent
),
shown AS MATERIALIZED (
	SELECT c.indicator_id, c.indicator, c.parent, c.label, c.level,
		c.ordinal, c.measure, c.period,
		CASE WHEN m.combine IN ('mean', 'sum')
			THEN c.weight / nullif(w.weight, 0) END AS weight,
		m.indicator_id AS parent_id
	FROM said AS c
	JOIN shared AS w ON w.parent IS c.parent
	LEFT JOIN indicator AS m
		ON m.dataset = c.dataset AND m.edition = c.edition
			AND m.indicator = c.parent
),
tree (indicator_id, indicator, final) AS (
	SELECT indicator_id, indicator, CAST(1 AS REAL)
	FROM shown
	WHERE parent IS NULL
	UNION ALL
	SELECT s.indicator_id, s.indicator, t.final * s.weight
	FROM tree AS t
	JOIN shown AS s ON s.parent = t.indicator
),
related AS MATERIALIZED (
	SELECT a.indicator_id, count(y.value) AS areas,
		pearson(x.value, y.value) AS pearson
	FROM shown AS a
	JOIN shown AS b ON b.indicator_id = a.parent_id
	CROSS JOIN observation AS x
		ON x.release_id = :release AND x.indicator_id = a.indicator_id
			AND x.measure = a.measure AND x.period = a.period
			AND x.place = 0 AND x.value IS NOT NULL
	LEFT JOIN observation AS y
		ON y.release_id = :release AND y.indicator_id = b.indicator_id
			AND y.measure = b.measure AND y.period = a.period
			AND y.area = x.area AND y.place = 0
	GROUP BY a.indicator_id
),
told AS (
	SELECT s.indicator_id, s.indicator, s.parent, s.label, s.level,
		s.ordinal, s.period, s.measure, s.weight, r.areas, r.pearson,
		r.pearson * r.pearson AS squared
	FROM shown AS s
	LEFT JOIN related AS r ON r.indicator_id = s.indicator_id
	WHERE s.parent IS NOT NULL
),
siblings AS (
	SELECT parent, count(measure) AS due, count(pearson) AS given,
		added(squared) AS whole
	FROM told
	GROUP BY parent
)
SELECT x.parent, x.indicator, x.label, x.level, x.period, x.weight, t.final,
	coalesce(x.areas, 0) AS areas, x.pearson, x.squared, x.importance,
	x.importance / nullif(x.weight, 0) AS ratio
FROM (
	SELECT t.*, CASE WHEN s.due = s.given
		THEN t.squared / nullif(s.whole, 0) END AS importance
	FROM told AS t
	JOIN siblings AS s ON s.parent = t.parent
) AS x
JOIN tree AS t ON t.indicator_id = x.indicator_id
ORDER BY x.ordinal, x.indicator;
