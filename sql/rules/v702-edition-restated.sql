-- SPDX-License-Identifier: MIT
-- id: V702
-- severity: warning
-- title: figures of an earlier edition are not those that it published
-- why: A column with the ranks of the year before, or the past years of a
--   panel, says what an earlier edition is now taken to have found. Where that
--   edition is here and says otherwise, either it was revised since, or one of
--   the two was mistyped; a change that is quoted must not mix them.
-- remedy: Take both ends of a comparison from one release. Look at the figure
--   that is named: if it alone differs, tell the publisher; if most do, the
--   publisher revises its past, which its notes should say.
--
-- 1. Figures of the period of an earlier edition, also one of another regime,
--    are compared with those that the release standing for that edition has for
--    the same indicator, measure and area.
-- 2. The period is that in which the earlier edition's column is compared, see
--    series in columns.sql, unless it is the own period of the release's
--    edition.
-- 3. Scores differ by more than the half units of both editions' decimals, or
--    where these are not known by more than a relative 1e-6, which a 4-byte
--    float is exact to. So do raw values. Ranks are whole, and any difference
--    counts.
-- 4. For each earlier edition and measure there is one finding for 'overall'
--    and one for all other indicators, where the difference is the largest in
--    proportion to the spread of the indicator; cells says how many differ.
-- 5. A figure that only one of the two has is not found. Only place 0 counts.
-- Reads sound of compare.sql, older and series of columns.sql: most columns have nothing of
-- another year than their edition's, and need not be held against all the editions
-- before.
WITH col AS MATERIALIZED (
	SELECT c.release_id, s.release_id AS other_id, s.edition AS other,
		c.indicator_id, t.indicator_id AS other_indicator_id, t.measure,
		t.period,
		CASE t.measure WHEN 'score'
			THEN 0.5 * power(CAST(10 AS REAL), -n.decimals)
				+ 0.5 * power(CAST(10 AS REAL), -m.decimals)
			WHEN 'rank' THEN 0 END AS margin
	FROM older AS c
	CROSS JOIN indicator AS n ON n.indicator_id = c.indicator_id
	CROSS JOIN edition AS e
		ON e.dataset = n.dataset AND e.edition = n.edition
	CROSS JOIN sound AS s
		ON s.dataset = e.dataset AND s.ordinal < e.ordinal
			AND s.top = 1 AND s.dated = 1
	CROSS JOIN indicator AS m
		ON m.dataset = s.dataset AND m.edition = s.edition
			AND m.indicator = n.indicator
	CROSS JOIN series AS t
		ON t.release_id = s.release_id
			AND t.indicator_id = m.indicator_id
			AND t.measure = c.measure
	WHERE t.period <> e.period AND EXISTS (
		SELECT 1 FROM observation AS o
		WHERE o.release_id = c.release_id
			AND o.indicator_id = c.indicator_id
			AND o.measure = t.measure AND o.period = t.period)
),
-- How many differ, the greatest difference, the spread: as JSON, which holds
-- nothing infinite, since GROUP BY would sort all figures. Halves are taken
-- from each other, which is as exact and never too large.
summed AS MATERIALIZED (
	SELECT t.release_id, t.other_id, t.other, t.indicator_id,
		t.other_indicator_id, t.measure, t.period, t.margin, (
		SELECT '[' || count(CASE WHEN abs(v.value / 2 - w.value / 2)
				> coalesce(t.margin + 1e-12 * abs(v.value),
					1e-6 * abs(v.value)) / 2 THEN 1 END)
			|| ',' || digits(2 * min(
				max(abs(v.value / 2 - w.value / 2)), 5e307), 15)
			|| ',' || digits(2 * min(
				max(w.value) / 2 - min(w.value) / 2, 5e307), 15)
			|| ']'
		FROM observation AS v
		CROSS JOIN observation AS w
			ON w.release_id = t.other_id
				AND w.indicator_id = t.other_indicator_id
				AND w.measure = t.measure
				AND w.period = t.period AND w.area = v.area
				AND w.place = 0
		WHERE v.release_id = t.release_id
			AND v.indicator_id = t.indicator_id
			AND v.measure = t.measure AND v.period = t.period
			AND v.place = 0 AND v.value IS NOT NULL
			AND w.value IS NOT NULL) AS summary
	FROM col AS t
),
counted AS (
	SELECT t.release_id, t.other_id, t.other, t.indicator_id,
		t.other_indicator_id, t.measure, t.period,
		CAST(t.summary ->> 0 AS INTEGER) AS cells,
		CAST(t.summary ->> 1 AS REAL) AS greatest,
		CAST(t.summary ->> 2 AS REAL) AS spread
	FROM summed AS t
),
family AS MATERIALIZED (
	SELECT s.release_id, s.other_id, s.other, n.indicator, n.label AS name,
		n.ordinal, s.indicator_id, s.other_indicator_id, s.measure,
		s.period,
		sum(s.cells) OVER (
			PARTITION BY s.release_id, s.other_id, s.measure,
				n.indicator = 'overall') AS cells,
		row_number() OVER (
			PARTITION BY s.release_id, s.other_id, s.measure,
				n.indicator = 'overall'
			ORDER BY s.greatest / coalesce(nullif(s.spread, 0), 1)
				DESC, n.ordinal) AS worst
	FROM counted AS s
	CROSS JOIN indicator AS n ON n.indicator_id = s.indicator_id
	WHERE s.cells > 0
),
off AS (
	SELECT f.release_id, f.other_id, f.other, f.indicator, f.name,
		f.ordinal, f.measure, f.period, f.cells, v.area, v.value,
		w.value AS before, v.raw, v.sheet_id, v.cell, v.label_id,
		row_number() OVER (
			PARTITION BY f.release_id, f.other_id, f.measure,
				f.indicator
			ORDER BY abs(v.value / 2 - w.value / 2) DESC,
				v.area) AS first
	FROM family AS f
	CROSS JOIN observation AS v
		ON v.release_id = f.release_id
			AND v.indicator_id = f.indicator_id
			AND v.measure = f.measure AND v.period = f.period
			AND v.place = 0
	CROSS JOIN observation AS w
		ON w.release_id = f.other_id
			AND w.indicator_id = f.other_indicator_id
			AND w.measure = f.measure AND w.period = f.period
			AND w.area = v.area AND w.place = 0
	WHERE f.worst = 1
)
SELECT f.release_id, f.indicator, f.measure, f.area, trim(l.label) AS label,
	f.period, s.name AS sheet, f.cell, f.raw,
	plain(f.before) AS expected, plain(f.value) AS actual,
	trim(l.label) || ' has '
		|| CASE f.measure WHEN 'rank' THEN 'rank ' ELSE '' END
		|| plain(f.value) || ' for '
		|| CASE f.indicator WHEN 'overall' THEN ''
			ELSE '''' || f.name || ''' in ' END
		|| f.period || ', but edition ' || f.other || ' gave '
		|| CASE f.measure WHEN 'rank' THEN 'rank ' ELSE '' END
		|| plain(f.before)
		|| CASE WHEN f.cells = 1 THEN ''
			ELSE '; ' || (f.cells - 1) || ' more '
				|| CASE f.indicator WHEN 'overall' THEN ''
					ELSE 'figures of indicators ' END
				|| CASE f.cells WHEN 2 THEN 'differs'
					ELSE 'differ' END END AS message,
	f.cells
FROM off AS f
CROSS JOIN label AS l ON l.label_id = f.label_id
CROSS JOIN sheet AS s ON s.sheet_id = f.sheet_id
WHERE f.first = 1
ORDER BY f.release_id, f.other_id, f.ordinal, f.measure;
