-- SPDX-License-Identifier: MIT
-- id: V801
-- severity: warning
-- title: an area moved much further than areas usually do
-- why: Between two editions of one method most areas move by little. One that
--   moves many times as far was either changed by the world, or by a row that
--   slipped, a decimal point, or another source; the figure alone does not
--   tell which.
-- remedy: Compare the area's parts in both editions and see which one moved. If
--   it moved back in the edition after, or if the news know nothing of it, ask
--   the publisher before quoting the change.
--
-- 1. The change of an area since the edition before, of one regime, is measured
--    from the median change of all areas, in deviations: the median distance
--    from that median. For 'overall', its score and its rank, an area is found
--    that is off by more than 6 deviations and by a tenth of the spread in the
--    edition before; for other scores by 8 and by a third.
-- 2. A deviation is at least one unit of the indicator's decimals, or one rank.
--    Where most areas moved alike and the decimals are not known, the spread
--    alone decides.
-- 3. Indicators with less than 10 different values move by steps and are not
--    looked at; nor are those that fewer than 30 areas have in both editions.
-- 4. There is one finding for an indicator and measure, at the area that is off
--    the most; cells says how many are.
-- 5. Up and down count alike, so direction makes no difference. Ranks are not
--    compared where the best is first in one edition and the worst in the
--    other.
-- 6. Each edition's figures are of one period, see series in columns.sql. Only
--    place 0 counts.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- and columns.sql compared and series.
WITH col AS MATERIALIZED (
	SELECT b.release_id, b.last_id, g.edition AS other, t.indicator_id,
		w.indicator_id AS other_id, t.measure, t.period,
		w.period AS other_period, n.indicator = 'overall' AS is_overall,
		CASE t.measure WHEN 'rank' THEN 1.0
			ELSE coalesce(power(CAST(10 AS REAL), -n.decimals), 0)
			END AS unit
	FROM compared AS b
	CROSS JOIN series AS t ON t.release_id = b.release_id
	CROSS JOIN indicator AS n ON n.indicator_id = t.indicator_id
	CROSS JOIN edition AS e
		ON e.dataset = n.dataset AND e.edition = n.edition
	CROSS JOIN release AS r ON r.release_id = b.last_id
	CROSS JOIN edition AS g
		ON g.dataset = r.dataset AND g.edition = r.edition
	CROSS JOIN indicator AS m
		ON m.dataset = g.dataset AND m.edition = g.edition
			AND m.indicator = n.indicator
	CROSS JOIN series AS w
		ON w.release_id = b.last_id AND w.indicator_id = m.indicator_id
			AND w.measure = t.measure
	WHERE b.one_regime = 1 AND (t.measure = 'score'
		OR (t.measure = 'rank' AND n.indicator = 'overall'
			AND e.first = g.first))
),
summed AS MATERIALIZED (
	SELECT t.release_id, t.last_id, t.other, t.indicator_id, t.other_id,
		t.measure, t.period, t.other_period, t.is_overall, t.unit, (
		SELECT moves(x.before = 1, o.area, o.value)
		FROM (
			SELECT 1 AS before, t.last_id AS release_id,
				t.other_id AS indicator_id,
				t.other_period AS period
			UNION ALL
			SELECT 0, t.release_id, t.indicator_id, t.period
		) AS x
		CROSS JOIN observation AS o
			ON o.release_id = x.release_id
				AND o.indicator_id = x.indicator_id
				AND o.measure = t.measure
				AND o.period = x.period
				AND o.place = 0) AS summary
	FROM col AS t
),
counted AS (
	SELECT t.release_id, t.last_id, t.other, t.indicator_id, t.other_id,
		t.measure, t.period, t.other_period, t.is_overall, t.unit,
		CAST(t.summary ->> 0 AS INTEGER) AS areas,
		CAST(t.summary ->> 1 AS INTEGER) AS steps,
		CAST(t.summary ->> 2 AS REAL) AS middle,
		CAST(t.summary ->> 3 AS REAL) AS mad,
		CAST(t.summary ->> 4 AS REAL) AS spread,
		CAST(t.summary ->> 5 AS REAL) AS least,
		CAST(t.summary ->> 6 AS REAL) AS greatest
	FROM summed AS t
),
usual AS MATERIALIZED (
	SELECT s.release_id, s.last_id, s.other, s.indicator_id, s.other_id,
		s.measure, s.period, s.other_period, s.middle, s.mad,
		max(s.mad, s.unit) AS deviation,
		max(s.spread / CASE WHEN s.is_overall THEN 10 ELSE 3 END,
			max(s.mad, s.unit)
				* CASE WHEN s.is_overall THEN 6 ELSE 8 END)
			AS bound,
		max(s.greatest - s.middle, s.middle - s.least) AS furthest
	FROM counted AS s
	WHERE s.areas >= 30 AND s.steps >= 10
),
jump AS (
	SELECT u.release_id, u.other, u.indicator_id, u.measure, u.period,
		u.middle, u.mad, v.area, v.value, v.raw,
		v.sheet_id, v.cell, v.label_id, w.value AS before,
		round(abs(v.value - w.value - u.middle)
			/ nullif(u.deviation, 0), 1) AS deviations,
		count(*) OVER (
			PARTITION BY u.release_id, u.indicator_id, u.measure)
			AS cells,
		row_number() OVER (
			PARTITION BY u.release_id, u.indicator_id, u.measure
			ORDER BY abs(v.value - w.value - u.middle) DESC, v.area)
			AS worst
	FROM usual AS u
	CROSS JOIN observation AS v
		ON v.release_id = u.release_id
			AND v.indicator_id = u.indicator_id
			AND v.measure = u.measure AND v.period = u.period
			AND v.place = 0
	CROSS JOIN observation AS w
		ON w.release_id = u.last_id AND w.indicator_id = u.other_id
			AND w.measure = u.measure AND w.period = u.other_period
			AND w.area = v.area AND w.place = 0
	WHERE u.furthest > u.bound
		AND abs(v.value - w.value - u.middle) > u.bound
)
SELECT j.release_id, n.indicator, j.measure, j.area, trim(l.label) AS label,
	j.period, s.name AS sheet, j.cell, j.raw,
	'about ' || CASE j.measure
		WHEN 'rank' THEN 'rank ' || plain(round(j.before + j.middle, 0))
		ELSE digits(j.before + j.middle, 4) END AS expected,
	CASE j.measure WHEN 'rank' THEN 'rank ' ELSE '' END || plain(j.value)
		AS actual,
	trim(l.label) || ' went from '
		|| CASE j.measure WHEN 'rank' THEN 'rank ' ELSE '' END
		|| digits(j.before, 6) || ' in edition ' || j.other
		|| ' to ' || digits(j.value, 6)
		|| CASE n.indicator WHEN 'overall' THEN ''
			ELSE ' for ''' || n.label || '''' END
		|| '; the median change is '
		|| CASE WHEN j.middle < 0 THEN '' ELSE '+' END
		|| digits(j.middle, 3)
		|| CASE WHEN j.mad = 0 THEN ', and most moved alike'
			ELSE ', and this one is off by '
				|| plain(j.deviations)
				|| CASE WHEN j.deviations
						= floor(j.deviations)
					THEN '.0' ELSE '' END
				|| ' usual deviations' END
		|| CASE j.cells WHEN 1 THEN ''
			WHEN 2 THEN '; 1 more area jumps'
			ELSE '; ' || (j.cells - 1) || ' more areas jump' END
		AS message,
	j.cells
FROM jump AS j
CROSS JOIN indicator AS n ON n.indicator_id = j.indicator_id
CROSS JOIN label AS l ON l.label_id = j.label_id
CROSS JOIN sheet AS s ON s.sheet_id = j.sheet_id
WHERE j.worst = 1
ORDER BY j.release_id, n.ordinal, j.measure DESC;
