-- SPDX-License-Identifier: MIT
-- id: V107
-- severity: warning
-- title: an indicator has no figure at all
-- why: The spec says that the edition has this indicator, and the release has
--   nothing for it. A column that was left out, or that moved to where no
--   table reads it, is seen in no other way: there is no cell to point at.
-- remedy: Look for the column in the workbook. If the publisher left it out of
--   this release, the finding stands; if no release of the edition has it, take
--   it out of the edition's tree.
--
-- 1. An indicator without a figure of any measure and period, of which the
--    release before it in its edition has one, or else the edition before, is
--    found. This goes across regimes too.
-- 2. So is one of which no release of the dataset has any: nobody ever saw it.
-- 3. There is one finding for a release and for what had figures, with the
--    number of indicators and the first three by name, at the first.
-- 4. A node that only groups others is not found: one with parts, of which the
--    spec does not say how it is combined of them.
-- 5. A release without any figure is not found here.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- and columns.sql compared and extent.
WITH lacking AS MATERIALIZED (
	SELECT b.release_id, b.before_id, b.last_id, r.dataset, n.indicator,
		n.indicator_id, n.label, n.ordinal
	FROM compared AS b
	CROSS JOIN release AS r ON r.release_id = b.release_id
	CROSS JOIN indicator AS n
		ON n.dataset = r.dataset AND n.edition = r.edition
	WHERE NOT EXISTS (
			SELECT 1 FROM extent AS d
			WHERE d.release_id = b.release_id
				AND d.indicator_id = n.indicator_id
				AND d.least IS NOT NULL)
		AND (n.combine <> 'none' OR NOT EXISTS (
			SELECT 1 FROM indicator AS x
			WHERE x.dataset = n.dataset AND x.edition = n.edition
				AND x.parent = n.indicator))
		AND EXISTS (
			SELECT 1 FROM extent AS d
			WHERE d.release_id = b.release_id
				AND d.least IS NOT NULL)
),
had AS (
	SELECT k.release_id, k.indicator, k.label, k.ordinal,
		CASE WHEN EXISTS (
				SELECT 1 FROM observation AS o
				WHERE o.release_id = k.before_id
					AND o.indicator_id = k.indicator_id
					AND o.value IS NOT NULL)
			THEN k.before_id
			WHEN EXISTS (
				SELECT 1
				FROM release AS w
				CROSS JOIN indicator AS m
					ON m.dataset = w.dataset
						AND m.edition = w.edition
						AND m.indicator = k.indicator
				CROSS JOIN observation AS o
					ON o.release_id = w.release_id
						AND o.indicator_id
							= m.indicator_id
						AND o.value IS NOT NULL
				WHERE w.release_id = k.last_id)
			THEN k.last_id
			WHEN NOT EXISTS (
				SELECT 1
				FROM release AS w
				CROSS JOIN indicator AS m
					ON m.dataset = w.dataset
						AND m.edition = w.edition
						AND m.indicator = k.indicator
				CROSS JOIN observation AS o
					ON o.release_id = w.release_id
						AND o.indicator_id
							= m.indicator_id
						AND o.value IS NOT NULL
				WHERE w.dataset = k.dataset)
			THEN 0 END AS had_id
	FROM lacking AS k
),
listed AS MATERIALIZED (
	SELECT h.release_id, h.had_id, h.indicator, h.label,
		count(*) OVER release_of AS lacking,
		row_number() OVER (
			PARTITION BY h.release_id, h.had_id
			ORDER BY h.ordinal) AS turn
	FROM had AS h
	WHERE h.had_id IS NOT NULL
	WINDOW release_of AS (PARTITION BY h.release_id, h.had_id)
)
SELECT t.release_id, t.indicator, NULL AS measure, NULL AS area, NULL AS label,
	NULL AS period, NULL AS sheet, NULL AS cell, NULL AS raw,
	'a figure' AS expected, 'none' AS actual,
	'There is no figure for '
		|| CASE t.lacking WHEN 1 THEN ''
			ELSE t.lacking || ' indicators: ' END
		|| (
			SELECT group_concat('''' || l.label || '''', ', ')
			FROM (
				SELECT x.label FROM listed AS x
				WHERE x.release_id = t.release_id
					AND x.had_id = t.had_id AND x.turn <= 3
				ORDER BY x.turn
			) AS l
		)
		|| CASE WHEN t.lacking > 3 THEN ', ...' ELSE '' END
		|| CASE WHEN w.edition IS NULL
			THEN ', in this edition or any other'
			WHEN w.edition = r.edition
			THEN ', and there is in the release before, '
				|| substr(w.release, 1, 12)
			ELSE ', and there is in edition ' || w.edition END
		AS message
FROM listed AS t
CROSS JOIN release AS r ON r.release_id = t.release_id
LEFT JOIN release AS w ON w.release_id = t.had_id
WHERE t.turn = 1
ORDER BY t.release_id, t.had_id;
