-- SPDX-License-Identifier: MIT
-- id: V604
-- severity: info
-- title: areas share the published score but not the rank
-- why: The publisher ranked by digits that are not published. To a reader the
--   two areas are equal, and whoever ranks the published scores anew, or counts
--   who is ahead of whom, comes to another answer than the publisher.
-- remedy: Nothing to correct. Where the order of two such areas is quoted, say
--   that it rests on the publisher's word and not on the published score.
--
-- 1. Two areas on neighbouring ranks whose scores are equal are found, together
--    for each column, with the first three pairs by name; cells counts the
--    areas. The finding is at the first area of the first pair.
-- 2. Scores count as rounded to the indicator's decimals, or under competition
--    ties to the edition's ties_decimals, by which equal scores should share
--    their rank. Where these are not known they count as they are.
-- 3. Ties of none: there is nothing to find. Areas that share the rank as well
--    are no finding here. Under competition ties, only the ranking by 'overall'
--    is looked at.
-- 4. Areas without a rank or without a score take no part. Only place 0
--    counts. Each period is a ranking of its own.
-- Reads ranked, which sql/rules/columns.sql makes of the releases to look at.

WITH tied AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period,
		(SELECT ties(o.measure = 'rank', o.area,
			CASE WHEN o.measure = 'rank' THEN o.value
				WHEN t.shown IS NULL THEN t.sign * o.value
				ELSE t.sign * round(o.value, t.shown) END)
		FROM observation AS o
		WHERE o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure IN ('rank', 'score')
			AND o.period = t.period AND o.place = 0) AS list
	FROM ranked AS t
	WHERE t.ties IN ('sequential', 'hidden')
		OR (t.ties = 'competition' AND t.is_overall = 1)
),
pair AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period,
		CAST(a.key AS INTEGER) AS turn,
		k.area, k.raw, k.sheet_id, k.cell, k.label_id, v.value AS score,
		CAST(k.value AS INTEGER) AS rank,
		CAST(h.value AS INTEGER) AS other_rank,
		a.value ->> 1 AS other,
		trim(l.label) || ' (' || CAST(k.value AS INTEGER) || ') and '
			|| trim(m.label) || ' (' || CAST(h.value AS INTEGER)
			|| ')' AS names
	FROM tied AS t
	CROSS JOIN json_each(t.list) AS a
	CROSS JOIN observation AS k
		ON k.release_id = t.release_id
			AND k.indicator_id = t.indicator_id
			AND k.measure = 'rank' AND k.period = t.period
			AND k.area = a.value ->> 0 AND k.place = 0
	CROSS JOIN observation AS h
		ON h.release_id = t.release_id
			AND h.indicator_id = t.indicator_id
			AND h.measure = 'rank' AND h.period = t.period
			AND h.area = a.value ->> 1 AND h.place = 0
	CROSS JOIN observation AS v
		ON v.release_id = t.release_id
			AND v.indicator_id = t.indicator_id
			AND v.measure = 'score' AND v.period = t.period
			AND v.area = a.value ->> 0 AND v.place = 0
	CROSS JOIN label AS l ON l.label_id = k.label_id
	CROSS JOIN label AS m ON m.label_id = h.label_id
	WHERE t.list <> '[]'
),
told AS (
	SELECT p.release_id, p.indicator_id, p.period, count(*) AS pairs,
		(
			SELECT count(DISTINCT x.area)
			FROM (
				SELECT y.area FROM pair AS y
				WHERE (y.release_id, y.indicator_id, y.period)
					= (p.release_id, p.indicator_id,
						p.period)
				UNION ALL
				SELECT y.other FROM pair AS y
				WHERE (y.release_id, y.indicator_id, y.period)
					= (p.release_id, p.indicator_id,
						p.period)
			) AS x
		) AS cells,
		(
			SELECT group_concat(x.names || ' the score '
				|| plain(x.score), ', ')
			FROM (
				SELECT y.names, y.score FROM pair AS y
				WHERE (y.release_id, y.indicator_id, y.period)
					= (p.release_id, p.indicator_id,
						p.period)
				ORDER BY y.turn
				LIMIT 3
			) AS x
		) AS names
	FROM pair AS p
	GROUP BY p.release_id, p.indicator_id, p.period
)
SELECT t.release_id, n.indicator, 'rank' AS measure, p.area,
	trim(l.label) AS label, t.period, s.name AS sheet, p.cell, p.raw,
	'equal ranks' AS expected,
	'ranks ' || p.rank || ' and ' || p.other_rank AS actual,
	'Areas on different ranks share a score'
		|| CASE WHEN n.indicator = 'overall' THEN ''
			ELSE ' for ''' || n.label || '''' END
		|| CASE WHEN t.period = e.period THEN ''
			ELSE ' in ' || t.period END
		|| ': ' || t.names
		|| CASE WHEN t.pairs <= 3 THEN ''
			WHEN t.pairs = 4 THEN ', and 1 more pair'
			ELSE ', and ' || (t.pairs - 3) || ' more pairs' END
		AS message,
	t.cells
FROM told AS t
CROSS JOIN pair AS p
	ON p.release_id = t.release_id AND p.indicator_id = t.indicator_id
		AND p.period = t.period AND p.turn = 0
CROSS JOIN indicator AS n ON n.indicator_id = t.indicator_id
CROSS JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
CROSS JOIN label AS l ON l.label_id = p.label_id
CROSS JOIN sheet AS s ON s.sheet_id = p.sheet_id
ORDER BY t.release_id, n.ordinal, t.period;
