-- SPDX-License-Identifier: MIT
-- title: An indicator over all periods and editions
-- about: content
-- arguments: DATASET INDICATOR [AREA]
-- asks: content
-- empty: no current release has such figures
-- source: the cells of the current releases
--
-- Parameters: :dataset, :indicator, :area (NULL: all areas)
-- Order: by area, then by period in the order of the year that it ends with or
-- else begins with (see the view overall in sql/schema), then by edition and
-- measure.
--
-- 1. A period that several editions give has a row for each: what was restated
--    stands side by side. Figures of two regimes may not be compared.
-- 2. Only current releases count, and of a figure on several sheets the one that
--    counts.
SELECT o.area, o.period, o.value, r.edition, o.measure, e.regime
FROM release AS r
CROSS JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
CROSS JOIN indicator AS n
	ON n.dataset = r.dataset AND n.edition = r.edition
		AND n.indicator = :indicator
CROSS JOIN observation AS o
	ON o.release_id = r.release_id AND o.indicator_id = n.indicator_id
WHERE r.dataset = :dataset AND r.state = 'current' AND o.place = 0
	AND (CAST(:area AS TEXT) IS NULL OR o.area = :area)
ORDER BY o.area,
	CASE WHEN substr(o.period, -4) GLOB '[12][0-9][0-9][0-9]'
		THEN substr(o.period, -4)
		WHEN o.period GLOB '[12][0-9][0-9][0-9]*'
		THEN substr(o.period, 1, 4) END,
	o.period, e.ordinal, o.measure;
