-- SPDX-License-Identifier: MIT
-- title: How the indicators go together: each with its parent and its siblings
-- about: structure
-- arguments: DATASET/EDITION[@RELEASE]
-- asks: figures
-- empty: it takes two indicators with figures, side by side or one above the
--   other
-- unit: correlations from -1 to 1
-- source: the thresholds are those of COINr (get_corr_flags, plot_corr); for
--    what they tell, OECD and JRC 2008, Handbook on Constructing Composite
--    Indicators, step 4
--
-- Parameters: :release
-- Order: by the first indicator as in the edition's tree, its parent before its
-- siblings, these as in the tree.
--
-- 1. Each indicator with figures stands beside its parent (kind 'parent') and
--    beside the siblings that follow (kind 'sibling'), if those have figures:
--    each pair once. Indicators without a parent are siblings. What stands for
--    an indicator says structure_column.
-- 2. areas counts those with a figure of both; others take no part.
-- 3. pearson is the correlation of the values, spearman that of their ranks,
--    where equal values share the mean of theirs. Both are empty for less than
--    two areas and where one of the two does not vary.
-- 4. flag is 'collinear' for siblings with a pearson above 0.9, which may count
--    the same thing twice; 'negative' for one below -0.4; 'weak' for one below
--    0.3 with the parent; else empty.
-- 5. For the flag, pearson counts with the other sign where the lower value is
--    the better in one and the higher in the other.
WITH shown AS MATERIALIZED (
	SELECT indicator_id, indicator, parent, ordinal, measure, period, turned
	FROM structure_column
	WHERE release_id = :release AND measure IS NOT NULL
),
pair AS MATERIALIZED (
	SELECT a.indicator_id AS a, b.indicator_id AS b, 'parent' AS kind,
		a.turned AS sign, a.measure AS a_measure,
		b.measure AS b_measure, a.period
	FROM shown AS a
	JOIN shown AS b ON b.indicator = a.parent
	UNION ALL
	SELECT a.indicator_id, b.indicator_id, 'sibling', a.turned * b.turned,
		a.measure, b.measure, a.period
	FROM shown AS a
	JOIN shown AS b ON b.parent IS a.parent
		AND (b.ordinal, b.indicator) > (a.ordinal, a.indicator)
),
related AS (
	SELECT p.a, p.b, p.kind, p.sign, p.period, count(y.value) AS areas,
		pearson(x.value, y.value) AS pearson,
		spearman(x.value, y.value) AS spearman
	FROM pair AS p
	CROSS JOIN observation AS x
		ON x.release_id = :release AND x.indicator_id = p.a
			AND x.measure = p.a_measure AND x.period = p.period
			AND x.place = 0 AND x.value IS NOT NULL
	LEFT JOIN observation AS y
		ON y.release_id = :release AND y.indicator_id = p.b
			AND y.measure = p.b_measure AND y.period = p.period
			AND y.area = x.area AND y.place = 0
	GROUP BY p.a, p.b, p.kind, p.sign, p.period
)
SELECT a.indicator, r.kind, b.indicator AS other, r.period, r.areas, r.pearson,
	r.spearman,
	CASE WHEN r.sign * r.pearson < -0.4 THEN 'negative'
		WHEN r.kind = 'parent' AND r.sign * r.pearson < 0.3 THEN 'weak'
		WHEN r.kind = 'sibling' AND r.sign * r.pearson > 0.9
		THEN 'collinear' END AS flag
FROM related AS r
JOIN shown AS a ON a.indicator_id = r.a
JOIN shown AS b ON b.indicator_id = r.b
ORDER BY a.ordinal, a.indicator, r.kind, b.ordinal, b.indicator;
