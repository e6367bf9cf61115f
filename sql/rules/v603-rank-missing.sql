-- SPDX-License-Identifier: MIT
-- id: V603
-- severity: warning
-- title: a rank is missing or skipped
-- why: Ranks count from 1 to the number of areas, and only a tie leaves a rank
--   out. A gap means that a row was lost or a rank mistyped; an area with a
--   score and no rank drops out of every ranking that is derived from it.
-- remedy: Look for the area that belongs on the rank, and at the number of
--   areas that the edition should have. If the publisher counts on after a
--   tie, ties of the edition is sequential, not competition; if its ranks
--   follow no rule at all, it is none. A place without a code, whose row is
--   passed over, leaves its rank behind.
--
-- 1. Where the release ranks an indicator in a period, an area with a score for
--    it and no rank at any place is found.
-- 2. A rank from 1 to the number of ranked areas that nobody holds is found,
--    neighbouring ones together, unless so many areas share a better rank
--    that they cover it.
-- 3. Where an area was found under 1, the gaps are its own and no findings.
-- 4. Competition ties: the rank that follows a shared rank inside of those
--    that the tie covers is found (7, 7, 8 instead of 7, 7, 9).
-- 5. For 2 to 4 only place 0 counts. Each period is a ranking of its own.
-- 6. A period for which an indicator has ranks and no score, where it has
--    scores for another, is passed over: a column with the ranks of the year
--    before lacks the areas that were dropped since.
-- 7. Ties of none: there is nothing to find.
-- Reads checked (release_id): the releases to look at.

-- The columns with ranks. Their periods come as a list, since GROUP BY would
-- sort all the ranks first.
WITH ranking AS MATERIALIZED (
	SELECT c.release_id, n.indicator_id, l.value AS period, e.ties
	FROM checked AS c
	CROSS JOIN release AS r ON r.release_id = c.release_id
	CROSS JOIN edition AS e
		ON e.dataset = r.dataset AND e.edition = r.edition
	CROSS JOIN indicator AS n
		ON n.dataset = r.dataset AND n.edition = r.edition
	CROSS JOIN json_each((
		SELECT json_group_array(p.period)
		FROM (
			SELECT DISTINCT k.period
			FROM observation AS k
			WHERE k.release_id = c.release_id
				AND k.indicator_id = n.indicator_id
				AND k.measure = 'rank' AND k.value IS NOT NULL
		) AS p)) AS l
	WHERE e.ties <> 'none'
		AND (EXISTS (
			SELECT 1 FROM observation AS v
			WHERE v.release_id = c.release_id
				AND v.indicator_id = n.indicator_id
				AND v.measure = 'score' AND v.period = l.value
				AND v.value IS NOT NULL)
		OR NOT EXISTS (
			SELECT 1 FROM observation AS v
			WHERE v.release_id = c.release_id
				AND v.indicator_id = n.indicator_id
				AND v.measure = 'score'
				AND v.value IS NOT NULL))
),
-- Those in which an area has a score and no rank.
lacking AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period
	FROM ranking AS t
	WHERE (
		SELECT unranked(o.measure = 'rank', o.area, o.value) > 0
		FROM observation AS o
		WHERE o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure IN ('rank', 'score')
			AND o.period = t.period
			AND (o.measure = 'rank' OR o.place = 0))
),
-- Of the others, where a rank is not due, as JSON.
uneven AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period, t.ties,
		(SELECT count(k.value) FROM observation AS k
		WHERE k.release_id = t.release_id
			AND k.indicator_id = t.indicator_id
			AND k.measure = 'rank' AND k.period = t.period
			AND k.place = 0) AS areas,
		(SELECT skips(k.measure = 'rank', k.area, k.value) FROM observation AS k
		WHERE k.release_id = t.release_id
			AND k.indicator_id = t.indicator_id
			AND k.measure = 'rank' AND k.period = t.period
			AND k.place = 0) AS list
	FROM ranking AS t
	WHERE NOT EXISTS (
		SELECT 1 FROM lacking AS u
		WHERE u.release_id = t.release_id
			AND u.indicator_id = t.indicator_id
			AND u.period = t.period)
),
step AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period, t.ties, t.areas,
		a.value ->> 0 AS area, CAST(a.value ->> 1 AS REAL) AS rank,
		CAST(a.value ->> 2 AS REAL) AS before,
		CAST(a.value ->> 3 AS INTEGER) AS sharing
	FROM uneven AS t
	CROSS JOIN json_each(t.list) AS a
),
unranked AS MATERIALIZED (
	SELECT v.release_id, v.indicator_id, v.period, v.area, v.raw,
		v.value, v.sheet_id, v.cell, v.label_id
	FROM lacking AS t
	CROSS JOIN observation AS v
		ON v.release_id = t.release_id
			AND v.indicator_id = t.indicator_id
			AND v.measure = 'score' AND v.period = t.period
			AND v.place = 0
	WHERE v.value IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM observation AS k
		WHERE k.release_id = v.release_id
			AND k.indicator_id = v.indicator_id
			AND k.measure = 'rank' AND k.period = v.period
			AND k.area = v.area AND k.value IS NOT NULL)
),
gap AS (
	SELECT t.release_id, t.indicator_id, t.period,
		CAST(t.before + t.sharing AS INTEGER) AS low,
		CAST(min(t.rank - 1, t.areas) AS INTEGER) AS high
	FROM step AS t
	WHERE t.rank > t.before + t.sharing
		AND t.before + t.sharing <= t.areas
),
report AS (
	SELECT u.release_id, u.indicator_id, u.area, u.period, u.sheet_id,
		u.cell, u.raw, u.value, u.label_id, 1 AS requirement,
		0 AS low, 0 AS high, 0 AS sharing
	FROM unranked AS u
	UNION ALL
	SELECT g.release_id, g.indicator_id, NULL, g.period,
		(SELECT min(k.sheet_id) FROM observation AS k
		WHERE k.release_id = g.release_id
			AND k.indicator_id = g.indicator_id
			AND k.measure = 'rank' AND k.period = g.period
			AND k.place = 0),
		NULL, NULL, NULL, NULL, 2, g.low, g.high, 0
	FROM gap AS g
	UNION ALL
	SELECT t.release_id, t.indicator_id, k.area, t.period, k.sheet_id,
		k.cell, k.raw, NULL, k.label_id, 4, CAST(t.rank AS INTEGER),
		CAST(t.before AS INTEGER), t.sharing
	FROM step AS t
	JOIN observation AS k
		ON k.release_id = t.release_id
			AND k.indicator_id = t.indicator_id
			AND k.measure = 'rank' AND k.period = t.period
			AND k.area = t.area AND k.place = 0
	WHERE t.ties = 'competition' AND t.rank < t.before + t.sharing
)
SELECT p.release_id, n.indicator, 'rank' AS measure, p.area,
	trim(l.label) AS label, p.period, s.name AS sheet, p.cell, p.raw,
	CASE p.requirement WHEN 1 THEN 'a rank'
		WHEN 2 THEN 'an area on rank ' || p.low
		ELSE 'rank ' || (p.high + p.sharing) END AS expected,
	CASE p.requirement WHEN 4 THEN 'rank ' || p.low ELSE 'none' END
		AS actual,
	CASE p.requirement
		WHEN 1 THEN trim(l.label) || ' has the score ' || plain(p.value)
			|| ' but no rank'
		WHEN 4 THEN trim(l.label) || ' has rank ' || p.low || ', but '
			|| p.sharing || ' areas share rank ' || p.high
			|| ', so the next one is rank ' || (p.high + p.sharing)
		ELSE 'No area has '
			|| CASE WHEN p.low = p.high THEN 'rank ' || p.low
				ELSE 'one of the ranks ' || p.low || ' to '
					|| p.high END
			|| ', and no tie explains it' END
		|| CASE WHEN n.indicator = 'overall' AND p.period = e.period
			THEN '' ELSE ', for ''' || n.label || '''' END
		|| CASE WHEN p.period = e.period THEN ''
			ELSE ' in ' || p.period END AS message
FROM report AS p
CROSS JOIN indicator AS n ON n.indicator_id = p.indicator_id
CROSS JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
CROSS JOIN sheet AS s ON s.sheet_id = p.sheet_id
LEFT JOIN label AS l ON l.label_id = p.label_id
ORDER BY p.release_id, n.indicator, p.period, p.requirement, p.low, p.area;
