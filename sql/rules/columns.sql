-- SPDX-License-Identifier: MIT
-- What is in the columns of the releases to look at, and of those that they are
-- compared with, worked out once for several rules. Reads checked (release_id)
-- and the tables of compare.sql. Leaves:
--
--   extent       what is in each column of the releases to look at, see extent
--                in store/db.h; a column is an indicator and a measure
--   series       in which period each column is compared, also of the releases
--                that they are compared with, by V702 too
--   older        the columns of the releases to look at that have figures of
--                another period than their edition's
--   wide         the releases that have such columns
--   ranking      the view overall of these releases, which works out a period
--                each time
--   listing      the column that says which areas a release is about
--   listed       the areas that a release is about: those with a figure in that
--                column at place 0
--   ranked       the periods of each column with ranks at place 0. A score times
--                sign is the greater the nearer to rank 1 it belongs; places are
--                those that the ranks go by, NULL: all that there are; shown are
--                those that a reader sees
--
-- 1. A column is compared in its edition's own period; where it has nothing in
--    that, in its last year; and a period that is no year comes behind these.
-- 2. A release is about the areas with a score of 'overall' in the period of
--    its ranking (the view overall), or where nobody has one with a rank. Where
--    the tree has no 'overall', its first indicator stands for it, by its
--    scores, raw values or ranks.
CREATE TEMP TABLE extent (
	release_id INTEGER NOT NULL,
	indicator_id INTEGER NOT NULL,
	measure TEXT NOT NULL,
	given INTEGER NOT NULL,
	zeros INTEGER NOT NULL,
	further INTEGER NOT NULL,
	least REAL,
	greatest REAL,
	pages TEXT NOT NULL,
	PRIMARY KEY (release_id, indicator_id, measure)
) STRICT, WITHOUT ROWID;
INSERT INTO extent (release_id, indicator_id, measure, given, zeros, further,
	least, greatest, pages)
WITH list AS MATERIALIZED (
	SELECT r.release_id, n.indicator_id, m.column1 AS measure, (
		SELECT extent(o.place, o.value, o.sheet_id)
		FROM observation AS o
		WHERE o.release_id = r.release_id
			AND o.indicator_id = n.indicator_id
			AND o.measure = m.column1) AS items
	FROM checked AS c
	CROSS JOIN release AS r ON r.release_id = c.release_id
	CROSS JOIN indicator AS n
		ON n.dataset = r.dataset AND n.edition = r.edition
	CROSS JOIN (VALUES ('rank'), ('raw'), ('score')) AS m
)
SELECT l.release_id, l.indicator_id, l.measure,
	CAST(l.items ->> 0 AS INTEGER), CAST(l.items ->> 1 AS INTEGER),
	CAST(l.items ->> 2 AS INTEGER), CAST(l.items ->> 3 AS REAL),
	CAST(l.items ->> 4 AS REAL), l.items -> 5
FROM list AS l
WHERE l.items IS NOT NULL;

CREATE TEMP TABLE older (
	release_id INTEGER NOT NULL,
	indicator_id INTEGER NOT NULL,
	measure TEXT NOT NULL,
	PRIMARY KEY (release_id, indicator_id, measure)
) STRICT, WITHOUT ROWID;
INSERT INTO older (release_id, indicator_id, measure)
SELECT x.release_id, x.indicator_id, x.measure
FROM extent AS x
CROSS JOIN indicator AS n ON n.indicator_id = x.indicator_id
CROSS JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
WHERE e.period <> (
		SELECT min(o.period) FROM observation AS o
		WHERE o.release_id = x.release_id
			AND o.indicator_id = x.indicator_id
			AND o.measure = x.measure)
	OR e.period <> (
		SELECT max(o.period) FROM observation AS o
		WHERE o.release_id = x.release_id
			AND o.indicator_id = x.indicator_id
			AND o.measure = x.measure);

CREATE TEMP TABLE wide (release_id INTEGER NOT NULL PRIMARY KEY) STRICT;
INSERT INTO wide (release_id)
SELECT DISTINCT release_id FROM older;

CREATE TEMP TABLE series (
	release_id INTEGER NOT NULL,
	indicator_id INTEGER NOT NULL,
	measure TEXT NOT NULL,
	period TEXT NOT NULL,
	PRIMARY KEY (release_id, indicator_id, measure)
) STRICT, WITHOUT ROWID;
INSERT INTO series (release_id, indicator_id, measure, period)
SELECT t.release_id, t.indicator_id, t.measure, t.period
FROM (
	SELECT d.release_id, d.indicator_id, d.measure, CASE
		WHEN EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = d.release_id
				AND o.indicator_id = d.indicator_id
				AND o.measure = d.measure
				AND o.period = e.period)
		THEN e.period ELSE coalesce((
			SELECT max(o.period) FROM observation AS o
			WHERE o.release_id = d.release_id
				AND o.indicator_id = d.indicator_id
				AND o.measure = d.measure
				AND o.period < '3'), (
			SELECT max(o.period) FROM observation AS o
			WHERE o.release_id = d.release_id
				AND o.indicator_id = d.indicator_id
				AND o.measure = d.measure)) END AS period
	FROM (
		SELECT release_id, indicator_id, measure FROM extent
		UNION ALL
		SELECT r.release_id, n.indicator_id, m.column1
		FROM (
			SELECT s.release_id FROM sound AS s
			WHERE s.top = 1 AND s.ordinal < (
				SELECT max(x.ordinal) FROM older AS t
				JOIN indicator AS n
					ON n.indicator_id = t.indicator_id
				JOIN edition AS x
					ON x.dataset = n.dataset
						AND x.edition = n.edition)
			UNION
			SELECT last_id FROM compared
			WHERE last_id IS NOT NULL
			UNION
			SELECT before_id FROM compared
			WHERE before_id IS NOT NULL
			EXCEPT
			SELECT release_id FROM checked
		) AS s
		CROSS JOIN release AS r ON r.release_id = s.release_id
		CROSS JOIN indicator AS n
			ON n.dataset = r.dataset AND n.edition = r.edition
		CROSS JOIN (VALUES ('rank'), ('raw'), ('score')) AS m
	) AS d
	CROSS JOIN indicator AS n ON n.indicator_id = d.indicator_id
	CROSS JOIN edition AS e
		ON e.dataset = n.dataset AND e.edition = n.edition
) AS t
WHERE t.period IS NOT NULL;

CREATE TEMP TABLE ranking (
	release_id INTEGER NOT NULL PRIMARY KEY,
	indicator_id INTEGER NOT NULL,
	period TEXT
) STRICT;
INSERT INTO ranking (release_id, indicator_id, period)
SELECT w.release_id, w.indicator_id, w.period
FROM (
	SELECT release_id FROM checked
	UNION
	SELECT last_id FROM compared WHERE last_id IS NOT NULL
	UNION
	SELECT before_id FROM compared WHERE before_id IS NOT NULL
) AS s
CROSS JOIN overall AS w ON w.release_id = s.release_id;

CREATE TEMP TABLE listing (
	release_id INTEGER NOT NULL PRIMARY KEY,
	indicator_id INTEGER NOT NULL,
	measure TEXT NOT NULL,
	period TEXT NOT NULL
) STRICT;
INSERT INTO listing (release_id, indicator_id, measure, period)
SELECT w.release_id, w.indicator_id, CASE
	WHEN EXISTS (
		SELECT 1 FROM observation AS o
		WHERE o.release_id = w.release_id
			AND o.indicator_id = w.indicator_id
			AND o.measure = 'score' AND o.period = w.period
			AND o.value IS NOT NULL) THEN 'score'
	ELSE 'rank' END, w.period
FROM ranking AS w
WHERE w.period IS NOT NULL;
INSERT INTO listing (release_id, indicator_id, measure, period)
SELECT t.release_id, t.indicator_id, t.measure, t.period
FROM series AS t
CROSS JOIN release AS r ON r.release_id = t.release_id
CROSS JOIN indicator AS n ON n.indicator_id = t.indicator_id
WHERE n.ordinal = (
		SELECT min(x.ordinal) FROM indicator AS x
		WHERE x.dataset = r.dataset AND x.edition = r.edition)
	AND NOT EXISTS (
		SELECT 1 FROM indicator AS x
		WHERE x.dataset = r.dataset AND x.edition = r.edition
			AND x.indicator = 'overall')
	AND t.measure = (
		SELECT max(x.measure) FROM series AS x
		WHERE x.release_id = t.release_id
			AND x.indicator_id = t.indicator_id);

CREATE TEMP TABLE listed (
	release_id INTEGER NOT NULL,
	area TEXT NOT NULL,
	PRIMARY KEY (release_id, area)
) STRICT, WITHOUT ROWID;
INSERT INTO listed (release_id, area)
SELECT t.release_id, o.area
FROM listing AS t
CROSS JOIN observation AS o
	ON o.release_id = t.release_id AND o.indicator_id = t.indicator_id
		AND o.measure = t.measure AND o.period = t.period
		AND o.place = 0
WHERE o.value IS NOT NULL;

-- The periods come as a list, since GROUP BY would sort all the ranks first.
CREATE TEMP TABLE ranked (
	release_id INTEGER NOT NULL,
	indicator_id INTEGER NOT NULL,
	period TEXT NOT NULL,
	ties TEXT NOT NULL,
	sign INTEGER NOT NULL,
	places INTEGER,
	shown INTEGER,
	is_overall INTEGER NOT NULL,
	PRIMARY KEY (release_id, indicator_id, period)
) STRICT, WITHOUT ROWID;
INSERT INTO ranked (release_id, indicator_id, period, ties, sign, places, shown,
	is_overall)
SELECT c.release_id, n.indicator_id, l.value, e.ties,
	e.rank_sign * CASE n.direction WHEN 'lower' THEN -1 ELSE 1 END,
	CASE e.ties WHEN 'competition' THEN e.ties_decimals
		WHEN 'hidden' THEN n.decimals END,
	CASE e.ties WHEN 'competition' THEN e.ties_decimals
		ELSE n.decimals END,
	CASE n.indicator WHEN 'overall' THEN 1 ELSE 0 END
FROM checked AS c
CROSS JOIN release AS r ON r.release_id = c.release_id
CROSS JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
CROSS JOIN indicator AS n
	ON n.dataset = r.dataset AND n.edition = r.edition
CROSS JOIN json_each((
	SELECT json_group_array(p.period)
	FROM (
		SELECT DISTINCT k.period
		FROM observation AS k
		WHERE k.release_id = c.release_id
			AND k.indicator_id = n.indicator_id
			AND k.measure = 'rank' AND k.place = 0
	) AS p)) AS l;
