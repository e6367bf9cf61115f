-- SPDX-License-Identifier: MIT
-- id: V503
-- severity: error
-- title: two sheets give different values for one figure
-- why: The same figure stands on several sheets of a workbook. Where they
--   differ by more than rounding explains, one of them was restated and the
--   other forgotten, or a row slipped against its labels.
-- remedy: Compare the two cells. Ask the publisher which one holds; until then
--   the release is not to be used. If the columns are not the same figure,
--   give them indicators of their own in the spec.
--
-- 1. A score or raw value at a further place that differs from the one at
--    place 0 by more than the sum of both columns' half units is found; where
--    both have the same unit, one unit is enough.
-- 2. The unit of a column is that of the decimals published in it: the most
--    seen in the values of that release, indicator, measure and sheet, but no
--    more than the indicator states. Where it states none, digits behind the
--    twelfth that counts are noise of binary fractions and not seen.
-- 3. Ranks are whole, so any difference is found.
-- 4. A score that one sheet gives and another leaves out is found; a rank or a
--    raw value left out is not.
-- Reads checked (release_id): the releases to look at; and of columns.sql
-- extent.
WITH pair AS MATERIALIZED (
	SELECT b.release_id, b.indicator_id, b.measure, b.area, b.period,
		a.value, b.value AS other, a.raw, b.raw AS other_raw,
		a.sheet_id, b.sheet_id AS other_sheet_id, a.cell,
		b.cell AS other_cell, b.place, b.label_id
	FROM checked AS c
	CROSS JOIN extent AS d
		ON d.release_id = c.release_id AND d.further > 0
	CROSS JOIN observation AS b
		ON b.release_id = d.release_id
			AND b.indicator_id = d.indicator_id
			AND b.measure = d.measure AND b.place > 0
	CROSS JOIN observation AS a
		ON a.release_id = b.release_id
			AND a.indicator_id = b.indicator_id
			AND a.measure = b.measure AND a.period = b.period
			AND a.area = b.area AND a.place = 0
	WHERE a.value <> b.value
		OR (b.measure = 'score'
			AND (a.value IS NULL) <> (b.value IS NULL))
),
touched AS MATERIALIZED (
	SELECT DISTINCT release_id, indicator_id, measure
	FROM pair
	WHERE measure <> 'rank'
),
half AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.measure, o.sheet_id,
		0.5 * power(CAST(10 AS REAL), -CASE WHEN n.decimals IS NULL
			THEN max(places(o.value))
			ELSE min(n.decimals, max(decimals(o.value))) END)
			AS half
	FROM touched AS t
	CROSS JOIN indicator AS n ON n.indicator_id = t.indicator_id
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure = t.measure
	WHERE o.value IS NOT NULL
	GROUP BY t.release_id, t.indicator_id, t.measure, o.sheet_id, n.decimals
)
SELECT p.release_id, n.indicator, p.measure, p.area, trim(l.label) AS label,
	p.period, t.name AS sheet, p.other_cell AS cell, p.other_raw AS raw,
	coalesce(plain(p.value), p.raw) AS expected,
	coalesce(plain(p.other), p.other_raw) AS actual,
	trim(l.label) || ' has '
		|| CASE p.measure WHEN 'score' THEN 'the score '
			WHEN 'rank' THEN 'rank ' ELSE 'the value ' END
		|| coalesce(plain(p.value), nullif(p.raw, ''), '(blank)')
		|| ' in ''' || s.name || ''' ' || p.cell || ' but '
		|| coalesce(plain(p.other), nullif(p.other_raw, ''),
			'(blank)')
		|| ' in ''' || t.name || ''' ' || p.other_cell
		|| CASE WHEN n.indicator = 'overall' AND p.period = e.period
			THEN '' ELSE ', both for ''' || n.label || '''' END
		|| CASE WHEN p.period = e.period THEN ''
			ELSE ' in ' || p.period END AS message
FROM pair AS p
LEFT JOIN half AS h
	ON h.release_id = p.release_id AND h.indicator_id = p.indicator_id
		AND h.measure = p.measure AND h.sheet_id = p.sheet_id
LEFT JOIN half AS g
	ON g.release_id = p.release_id AND g.indicator_id = p.indicator_id
		AND g.measure = p.measure AND g.sheet_id = p.other_sheet_id
CROSS JOIN indicator AS n ON n.indicator_id = p.indicator_id
CROSS JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
CROSS JOIN label AS l ON l.label_id = p.label_id
CROSS JOIN sheet AS s ON s.sheet_id = p.sheet_id
CROSS JOIN sheet AS t ON t.sheet_id = p.other_sheet_id
WHERE p.measure = 'rank' OR p.value IS NULL OR p.other IS NULL
	-- neither one unit nor half of one is exact in binary
	OR abs(p.value - p.other) - (h.half + g.half)
		>= 1e-15 * (abs(p.value) + abs(p.other))
			* CASE WHEN h.half = g.half THEN -1 ELSE 1 END
ORDER BY p.release_id, n.indicator, p.measure, p.area, p.period, p.place;
