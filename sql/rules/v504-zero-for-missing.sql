-- SPDX-License-Identifier: MIT
-- id: V504
-- severity: warning
-- title: 0 seems to stand for a missing value
-- why: A formula such as IFERROR(x/max,0) turns what is not known into the
--   worst there is. Who has 0 by that formula is ranked as if it had been
--   measured, and means over areas are too low.
-- remedy: Compare the areas with 0 with the source that the publisher names. If
--   they are not in it, quote neither their score nor what is made of it
--   without this finding. If 0 was measured, there is nothing to do.
--
-- 1. Where the release gives the raw figures of an indicator, a score of 0
--    beside a raw figure that is missing is found.
-- 2. Where it does not, the indicator is found if at least a tenth of 30 or
--    more areas have exactly 0 while the next value is at least a tenth of the
--    greatest: nothing comes near to 0 but 0 itself.
-- 3. Of those only indicators with 30 or more different values are looked at,
--    and none with negative ones: a scale of a few steps has gaps by its
--    nature, 0 among them.
-- 4. There is one finding for an indicator, at the first of the areas by code;
--    cells says how many there are.
-- 5. Indicators with parts are not looked at, since they follow from these;
--    nor are raw figures, which may well be nothing.
-- 6. It is looked at in one period, see series in columns.sql. Only place 0
--    counts.
-- Reads checked (release_id): the releases to look at; and of columns.sql
-- extent and series.
WITH known AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period, EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = t.indicator_id
				AND o.measure = 'raw' AND o.period = t.period
				AND o.value IS NOT NULL) AS has_raw, (
			SELECT '[' || count(o.value) || ',' || count(
				CASE o.value WHEN 0 THEN 1 END) || ']'
			FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = t.indicator_id
				AND o.measure = 'score' AND o.period = t.period
				AND o.place = 0) AS counts
	FROM checked AS c
	CROSS JOIN extent AS x
		ON x.release_id = c.release_id AND x.measure = 'score'
			AND x.zeros > 0
	LEFT JOIN extent AS w
		ON w.release_id = x.release_id
			AND w.indicator_id = x.indicator_id
			AND w.measure = 'raw'
	CROSS JOIN series AS t
		ON t.release_id = x.release_id
			AND t.indicator_id = x.indicator_id
			AND t.measure = x.measure
	CROSS JOIN indicator AS n ON n.indicator_id = t.indicator_id
	WHERE (w.least IS NOT NULL OR x.zeros >= 3) -- a tenth of 30
		AND NOT EXISTS (
			SELECT 1 FROM indicator AS y
			WHERE y.dataset = n.dataset AND y.edition = n.edition
				AND y.parent = n.indicator)
),
counted AS (
	SELECT k.release_id, k.indicator_id, k.period, k.has_raw,
		CAST(k.counts ->> 0 AS INTEGER) AS areas,
		CAST(k.counts ->> 1 AS INTEGER) AS zeros
	FROM known AS k
),
found AS (
	SELECT t.release_id, t.indicator_id, t.period, t.areas,
		NULL AS least, min(o.area) AS area, count(*) AS cells
	FROM counted AS t
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure = 'score' AND o.period = t.period
			AND o.place = 0
	WHERE t.has_raw AND o.value = 0 AND NOT EXISTS (
		SELECT 1 FROM observation AS w
		WHERE w.release_id = o.release_id
			AND w.indicator_id = o.indicator_id
			AND w.measure = 'raw' AND w.period = o.period
			AND w.area = o.area AND w.value IS NOT NULL)
	GROUP BY t.release_id, t.indicator_id, t.period, t.areas
	UNION ALL
	SELECT t.release_id, t.indicator_id, t.period, t.areas,
		min(nullif(o.value, 0)),
		min(CASE o.value WHEN 0 THEN o.area END), t.zeros
	FROM counted AS t
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure = 'score' AND o.period = t.period
			AND o.place = 0
	WHERE NOT t.has_raw AND t.areas >= 30 AND 10 * t.zeros >= t.areas
		AND o.value IS NOT NULL
	GROUP BY t.release_id, t.indicator_id, t.period, t.areas, t.zeros
	HAVING count(DISTINCT nullif(o.value, 0)) >= 30
		AND min(nullif(o.value, 0)) > 0
		AND 10 * min(nullif(o.value, 0)) >= max(o.value)
)
SELECT f.release_id, n.indicator, 'score' AS measure, f.area,
	trim(l.label) AS label, f.period, s.name AS sheet, o.cell, o.raw,
	'no value where none is known' AS expected, '0' AS actual,
	f.cells || ' of ' || f.areas || ' areas have 0 for '''
		|| n.label || ''''
		|| CASE WHEN f.period = e.period THEN ''
			ELSE ' in ' || f.period END
		|| CASE WHEN f.least IS NULL
			THEN ' and no figure that it was made from'
			ELSE ', and no other has less than ' || plain(f.least)
			END AS message,
	f.cells
FROM found AS f
CROSS JOIN observation AS o
	ON o.release_id = f.release_id AND o.indicator_id = f.indicator_id
		AND o.measure = 'score' AND o.period = f.period
		AND o.area = f.area AND o.place = 0
CROSS JOIN indicator AS n ON n.indicator_id = f.indicator_id
CROSS JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
CROSS JOIN label AS l ON l.label_id = o.label_id
CROSS JOIN sheet AS s ON s.sheet_id = o.sheet_id
ORDER BY f.release_id, n.ordinal;
