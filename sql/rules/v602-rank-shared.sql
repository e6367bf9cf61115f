-- SPDX-License-Identifier: MIT
-- id: V602
-- severity: warning
-- title: a rank is held twice where the tie rule does not allow it
-- why: Each publisher has a rule for ties. Two areas on one rank against that
--   rule means a typing error or a rank copied into the next row, and every
--   count built on the ranks is then off by one.
-- remedy: Look at both cells. If the publisher does share ranks in this
--   edition, set ties of the edition in the spec: competition, with the
--   decimals to which scores are rounded before they are compared; hidden, if
--   ranks follow digits that are not published; none, if they follow no rule.
--
-- 1. Sequential ties: an area that holds the rank of another is found; of the
--    areas on one rank the one with the best score is not, or with the worst
--    where that is first.
-- 2. Competition ties: it is found only if its score, rounded to the edition's
--    ties_decimals, differs from that of the area before it on the rank.
-- 3. Hidden ties: the same with the decimals of the indicator. Where the
--    decimals are not known, scores are compared as they are.
-- 4. Ties of none: there is nothing to find.
-- 5. Areas without a rank take no part. Only place 0 counts. Each period is a
--    ranking of its own.
-- Reads ranked, which sql/rules/columns.sql makes of the releases to look at.

-- Who shares a rank, with whom, as JSON. Scores that are equal stay so when
-- they are rounded: most columns are done with before.
WITH unrounded AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period, t.ties, t.sign, t.places,
		CASE t.ties WHEN 'sequential' THEN (
			SELECT doubles(o.measure = 'rank', o.area,
				CASE WHEN o.measure = 'rank' THEN o.value
					ELSE t.sign * o.value END)
			FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = t.indicator_id
				AND o.measure IN ('rank', 'score')
				AND o.period = t.period AND o.place = 0)
		ELSE (
			SELECT shares(o.measure = 'rank', o.area,
				CASE WHEN o.measure = 'rank' THEN o.value
					ELSE t.sign * o.value END)
			FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = t.indicator_id
				AND o.measure IN ('rank', 'score')
				AND o.period = t.period AND o.place = 0)
		END AS list
	FROM ranked AS t
	WHERE t.ties <> 'none'
),
found AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.period, t.ties, t.places,
		CASE WHEN t.places IS NULL THEN t.list ELSE (
			SELECT shares(o.measure = 'rank', o.area,
				CASE WHEN o.measure = 'rank' THEN o.value
					ELSE t.sign * round(o.value, t.places)
					END)
			FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = t.indicator_id
				AND o.measure IN ('rank', 'score')
				AND o.period = t.period AND o.place = 0)
		END AS list
	FROM unrounded AS t
	WHERE t.list <> '{}'
)
SELECT f.release_id, n.indicator, 'rank' AS measure, k.area,
	trim(l.label) AS label, f.period, s.name AS sheet, k.cell, k.raw,
	'a rank of its own' AS expected,
	'rank ' || CAST(k.value AS INTEGER) AS actual,
	trim(l.label) || ' shares rank ' || CAST(k.value AS INTEGER)
		|| ' with ' || trim(b.label)
		|| CASE f.ties WHEN 'sequential'
			THEN ', but this edition shares no rank'
			ELSE ', but its score ' || plain(v.value) || ' is not '
				|| plain(w.value) END
		|| coalesce(' (' || CASE f.ties WHEN 'competition'
			THEN 'ties_' ELSE '' END
			|| 'decimals is ' || f.places || ')', '')
		|| CASE WHEN n.indicator = 'overall' AND f.period = e.period
			THEN '' ELSE ', for ''' || n.label || '''' END
		|| CASE WHEN f.period = e.period THEN ''
			ELSE ' in ' || f.period END AS message
FROM found AS f
CROSS JOIN json_each(f.list) AS a
CROSS JOIN observation AS k
	ON k.release_id = f.release_id AND k.indicator_id = f.indicator_id
		AND k.measure = 'rank' AND k.period = f.period
		AND k.area = a.key AND k.place = 0
CROSS JOIN observation AS h
	ON h.release_id = f.release_id AND h.indicator_id = f.indicator_id
		AND h.measure = 'rank' AND h.period = f.period
		AND h.area = a.value AND h.place = 0
LEFT JOIN observation AS v
	ON v.release_id = f.release_id AND v.indicator_id = f.indicator_id
		AND v.measure = 'score' AND v.period = f.period
		AND v.area = a.key AND v.place = 0
LEFT JOIN observation AS w
	ON w.release_id = f.release_id AND w.indicator_id = f.indicator_id
		AND w.measure = 'score' AND w.period = f.period
		AND w.area = a.value AND w.place = 0
CROSS JOIN indicator AS n ON n.indicator_id = f.indicator_id
CROSS JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
CROSS JOIN label AS l ON l.label_id = k.label_id
CROSS JOIN label AS b ON b.label_id = h.label_id
CROSS JOIN sheet AS s ON s.sheet_id = k.sheet_id
ORDER BY f.release_id, n.indicator, f.period, k.value, k.area;
