-- SPDX-License-Identifier: MIT
-- id: V601
-- severity: warning
-- title: a rank does not follow the order of the scores
-- why: A better rank with a worse score means that the score was corrected
--   after the ranks were given, or that a rank stands in the wrong row.
--   Whoever quotes the rank and whoever quotes the score then tell two
--   stories.
-- remedy: Quote the score, and the rank only with this finding. If the order
--   is the other way round for all of them, set direction in the spec, of the
--   dataset, the edition or the indicator; or, if rank 1 is the worst, first
--   of the edition.
--
-- 1. Of two areas the one with the better rank must not have the worse score.
--    Equal scores may stand in any order, and equal ranks hold no order.
-- 2. Of each pair that breaks this, the area that breaks it with more others
--    is the one found; of two that break it equally, the one nearer to rank 1.
-- 3. Which score is better follows the direction of the indicator, which is
--    that of its edition or dataset where it has none of its own; which rank
--    is, what the edition says is first.
-- 4. Under competition ties, scores count as rounded to the edition's
--    ties_decimals; under hidden ties, as rounded to the indicator's decimals.
--    Where these are not known they count as they are.
-- 5. Areas without a rank or without a score take no part. Only place 0
--    counts. Each period is a ranking of its own.
-- 6. Where at least ten areas are ranked and more than a third of them break
--    this with the one right before them, the column as a whole is of another
--    order. It is found once, at its first rank.
-- Reads ranked, which sql/rules/columns.sql makes of the releases to look at.

-- Rounding makes no rise where there is none: in most columns the scores never
-- rise, and these need none.
WITH unrounded AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period, t.sign, t.places,
		(SELECT rises(o.measure = 'rank', o.area,
			CASE WHEN o.measure = 'rank' THEN o.value
				ELSE t.sign * o.value END)
		FROM observation AS o
		WHERE o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure IN ('rank', 'score')
			AND o.period = t.period AND o.place = 0) AS rises
	FROM ranked AS t
),
risen AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period, t.sign, t.places,
		(SELECT count(k.value) FROM observation AS k
		WHERE k.release_id = t.release_id
			AND k.indicator_id = t.indicator_id
			AND k.measure = 'rank' AND k.period = t.period
			AND k.place = 0) AS areas,
		CASE WHEN t.places IS NULL THEN t.rises ELSE (
			SELECT rises(o.measure = 'rank', o.area,
				CASE WHEN o.measure = 'rank' THEN o.value
					ELSE t.sign * round(o.value, t.places)
					END)
			FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = t.indicator_id
				AND o.measure IN ('rank', 'score')
				AND o.period = t.period AND o.place = 0)
			END AS rises
	FROM unrounded AS t
	WHERE t.rises > 0
),
-- The areas that are found, each with its place by score, as JSON. Of a column
-- of another order it is the first one.
found AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period, t.sign, NULL AS areas,
		NULL AS rises,
		(SELECT against(o.measure = 'rank', o.area,
			CASE WHEN o.measure = 'rank' THEN o.value
				WHEN t.places IS NULL THEN t.sign * o.value
				ELSE t.sign * round(o.value, t.places) END)
		FROM observation AS o
		WHERE o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure IN ('rank', 'score')
			AND o.period = t.period AND o.place = 0) AS list
	FROM risen AS t
	WHERE t.rises > 0 AND (t.areas < 10 OR 3 * t.rises <= t.areas)
	UNION ALL
	SELECT t.release_id, t.indicator_id, t.period, t.sign, t.areas, t.rises,
		(SELECT '{"' || o.area || '":null}'
		FROM observation AS o
		WHERE o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure = 'rank' AND o.period = t.period
			AND o.place = 0
		ORDER BY o.value NULLS LAST, o.area
		LIMIT 1)
	FROM risen AS t
	WHERE t.areas >= 10 AND 3 * t.rises > t.areas
),
against AS (
	SELECT f.release_id, f.indicator_id, f.period, f.sign, f.areas, f.rises,
		a.key AS area, CAST(a.value AS INTEGER) AS place
	FROM found AS f
	CROSS JOIN json_each(f.list) AS a
)
SELECT f.release_id, n.indicator, 'rank' AS measure, k.area,
	trim(l.label) AS label, f.period, s.name AS sheet, k.cell, k.raw,
	coalesce('rank ' || f.place, 'the order of the scores') AS expected,
	CASE WHEN f.rises IS NULL THEN 'rank ' || CAST(k.value AS INTEGER)
		ELSE 'another order' END AS actual,
	CASE WHEN f.rises IS NULL
		THEN trim(l.label) || ' has rank ' || CAST(k.value AS INTEGER)
			|| ', but its score ' || plain(v.value) || ' is the '
			|| CASE WHEN f.place = 1 THEN '' ELSE f.place
				|| CASE WHEN f.place % 100 BETWEEN 11 AND 13
						THEN 'th'
					WHEN f.place % 10 = 1 THEN 'st'
					WHEN f.place % 10 = 2 THEN 'nd'
					WHEN f.place % 10 = 3 THEN 'rd'
					ELSE 'th' END || ' ' END
			|| CASE f.sign WHEN -1 THEN 'lowest' ELSE 'highest' END
		ELSE 'The ranks do not follow the scores, the '
			|| CASE f.sign WHEN -1 THEN 'lowest' ELSE 'highest' END
			|| ' first: ' || f.rises || ' of ' || f.areas
			|| ' areas have a '
			|| CASE f.sign WHEN -1 THEN 'lower' ELSE 'higher' END
			|| ' score than the one before' END
		|| CASE WHEN n.indicator = 'overall' AND f.period = e.period
			THEN '' ELSE ' for ''' || n.label || '''' END
		|| CASE WHEN f.period = e.period THEN ''
			ELSE ' in ' || f.period END AS message,
	coalesce(f.areas, 1) AS cells
FROM against AS f
CROSS JOIN observation AS k
	ON k.release_id = f.release_id AND k.indicator_id = f.indicator_id
		AND k.measure = 'rank' AND k.period = f.period
		AND k.area = f.area AND k.place = 0
LEFT JOIN observation AS v
	ON v.release_id = f.release_id AND v.indicator_id = f.indicator_id
		AND v.measure = 'score' AND v.period = f.period
		AND v.area = f.area AND v.place = 0
CROSS JOIN indicator AS n ON n.indicator_id = f.indicator_id
CROSS JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
CROSS JOIN label AS l ON l.label_id = k.label_id
CROSS JOIN sheet AS s ON s.sheet_id = k.sheet_id
ORDER BY f.release_id, n.indicator, f.period, k.value, k.area;
