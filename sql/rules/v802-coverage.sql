-- SPDX-License-Identifier: MIT
-- id: V802
-- severity: info
-- title: areas came or went since the edition before
-- why: A rank counts who is ahead, and that depends on who is there. Where
--   areas came or went, a change of rank is not all movement, and a mean over
--   all areas compares two different sets.
-- remedy: Say how many areas each edition ranks. For a change of rank take
--   common_delta of kosh-query delta, which counts only the areas of both.
--
-- 1. Areas that have a figure in this edition and none in the edition before,
--    or none here and one there, are found together in one finding for a
--    release, with the first ten of each by name; cells counts them.
-- 2. What counts is a figure in the column that says which areas a release is
--    about, see listing in columns.sql. It is found across regimes too.
-- 3. The release that this one replaces is not looked at here, but by the rule
--    on restatements.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- and columns.sql compared, listing and listed.
WITH change AS MATERIALIZED (
	SELECT p.release_id, a.area, 'in' AS way
	FROM compared AS p
	CROSS JOIN listing AS t ON t.release_id = p.last_id
	CROSS JOIN listed AS a ON a.release_id = p.release_id
	WHERE NOT EXISTS (
		SELECT 1 FROM listed AS o
		WHERE o.release_id = p.last_id AND o.area = a.area)
	UNION ALL
	SELECT p.release_id, a.area, 'out'
	FROM compared AS p
	CROSS JOIN listing AS t ON t.release_id = p.release_id
	CROSS JOIN listed AS a ON a.release_id = p.last_id
	WHERE NOT EXISTS (
		SELECT 1 FROM listed AS o
		WHERE o.release_id = p.release_id AND o.area = a.area)
),
placed AS MATERIALIZED (
	SELECT x.release_id, x.way, a.name,
		row_number() OVER (
			PARTITION BY x.release_id, x.way
			ORDER BY a.name) AS turn,
		count(*) OVER (PARTITION BY x.release_id, x.way) AS cells
	FROM change AS x
	CROSS JOIN area AS a ON a.area = x.area
),
told AS MATERIALIZED (
	SELECT p.release_id, p.way, p.cells, (
		SELECT group_concat(y.name, ', ')
		FROM (
			SELECT x.name FROM placed AS x
			WHERE x.release_id = p.release_id AND x.way = p.way
				AND x.turn <= 10
			ORDER BY x.turn
		) AS y) || CASE WHEN p.cells > 10
			THEN ' and ' || (p.cells - 10) || ' more'
			ELSE '' END AS names
	FROM placed AS p
	WHERE p.turn = 1
),
counted AS MATERIALIZED (
	SELECT a.release_id, count(*) AS areas
	FROM listed AS a
	GROUP BY a.release_id
)
SELECT k.release_id, NULL AS indicator, NULL AS measure, NULL AS area,
	NULL AS label, NULL AS period, NULL AS sheet, NULL AS cell,
	NULL AS raw, b.areas || ' areas' AS expected,
	a.areas || ' areas' AS actual,
	a.areas || ' areas, where edition ' || r.edition || ' has ' || b.areas
		|| coalesce('; new: ' || i.names, '')
		|| coalesce('; gone: ' || o.names, '') AS message,
	coalesce(i.cells, 0) + coalesce(o.cells, 0) AS cells
FROM compared AS k
CROSS JOIN counted AS a ON a.release_id = k.release_id
CROSS JOIN counted AS b ON b.release_id = k.last_id
CROSS JOIN release AS r ON r.release_id = k.last_id
LEFT JOIN told AS i ON i.release_id = k.release_id AND i.way = 'in'
LEFT JOIN told AS o ON o.release_id = k.release_id AND o.way = 'out'
WHERE i.release_id IS NOT NULL OR o.release_id IS NOT NULL
ORDER BY k.release_id;
