-- SPDX-License-Identifier: MIT
-- id: V211
-- severity: info
-- title: figures of another precision than the rest of their column
-- why: A column comes out of one computation with one rounding. A figure of two
--   decimals among figures of ten was typed by hand, rounded before, or taken
--   from elsewhere; one of ten among figures of one was never rounded. Such
--   figures compare and tie otherwise than the rest.
-- remedy: Read the cells that the finding counts. If they are of one kind of
--   area or year, the publisher has them from another source, which belongs into
--   the README of the dataset; if it is a single one, compare it with the edition
--   before. For ties and differences, round all to the fewest decimals.
--
-- 1. A column is the scores or the raw values of one indicator on one sheet, of
--    all areas and periods. Of its figures with a fraction, ten or more, the most
--    common number of decimals is the usual one; of equally common ones the
--    greater.
-- 2. Where five decimals or more are usual, figures with no more than three are
--    found, if these are fewer by three or more.
-- 3. Where fewer are usual, and nine of ten figures have no more than that,
--    figures with two more or above are found.
-- 4. A column has one finding with the number of such figures; its cell is the
--    first of them.
-- 5. Where five decimals or more are usual in two of three columns of scores of a
--    sheet, five columns or more, a column that never has more than three is
--    found as a whole, at its first figure.
-- 6. Digits behind the twelfth that counts are noise of binary fractions and not
--    seen. Whole numbers say nothing, since a fraction may end in zeros.
-- Reads checked (release_id): the releases to look at; and of columns.sql
-- extent.
WITH spread AS MATERIALIZED (
	SELECT x.release_id, x.indicator_id, x.measure,
		CAST(p.value ->> 0 AS INTEGER) AS sheet_id,
		CAST(b.value ->> 0 AS INTEGER) AS places,
		CAST(b.value ->> 1 AS INTEGER) AS cells
	FROM checked AS c
	CROSS JOIN extent AS x ON x.release_id = c.release_id
	CROSS JOIN json_each(x.pages) AS p
	CROSS JOIN json_each(p.value -> 1) AS b
	WHERE x.measure <> 'rank'
),
ranked AS (
	SELECT release_id, indicator_id, measure, sheet_id, places,
		sum(cells) OVER whole AS figures,
		sum(cells) OVER (whole ORDER BY places) AS upto,
		row_number() OVER (
			whole ORDER BY cells DESC, places DESC) AS nth,
		max(places) OVER whole AS most
	FROM spread
	WINDOW whole AS (PARTITION BY release_id, indicator_id, measure,
		sheet_id)
),
usual AS (
	SELECT release_id, indicator_id, measure, sheet_id, places, figures,
		upto, most,
		count(CASE WHEN places >= 5 THEN 1 END) OVER sheet_of AS long,
		count(*) OVER sheet_of AS columns
	FROM ranked
	WHERE nth = 1 AND figures >= 10
	WINDOW sheet_of AS (PARTITION BY release_id, sheet_id, measure)
),
bound AS MATERIALIZED (
	SELECT u.release_id, u.indicator_id, u.measure, u.sheet_id, u.figures,
		u.long, u.columns,
		CASE WHEN NOT u.alike THEN u.places END AS usual,
		CASE WHEN u.alike THEN u.most
			WHEN u.places >= 5 THEN min(3, u.places - 3) END
			AS at_most,
		CASE WHEN NOT u.alike AND u.places < 5
				AND u.upto * 10 >= u.figures * 9
			THEN u.places + 2 END AS at_least
	FROM (
		SELECT release_id, indicator_id, measure, sheet_id, places,
			figures, upto, most, long, columns,
			measure = 'score' AND most <= 3 AND columns >= 5
				AND long * 3 >= columns * 2 AS alike
		FROM usual
	) AS u
),
odd AS MATERIALIZED (
	SELECT b.release_id, b.indicator_id, b.measure, b.sheet_id, b.figures,
		b.usual, b.long, b.columns, b.at_most IS NOT NULL AS few,
		sum(s.cells) AS cells, min(s.places) AS least,
		max(s.places) AS most
	FROM bound AS b
	JOIN spread AS s
		ON s.release_id = b.release_id
			AND s.indicator_id = b.indicator_id
			AND s.measure = b.measure AND s.sheet_id = b.sheet_id
	WHERE s.places <= b.at_most OR s.places >= b.at_least
	GROUP BY b.release_id, b.indicator_id, b.measure, b.sheet_id, b.figures,
		b.usual, b.long, b.columns, b.at_most
),
-- The first cell of each.
placed AS MATERIALIZED (
	SELECT o.release_id, o.indicator_id, o.measure, o.sheet_id, o.figures,
		o.usual, o.long, o.columns, o.few, o.cells, o.least, o.most,
		v.area, v.period, v.cell, v.raw, v.value, v.label_id,
		row_number() OVER (
			PARTITION BY o.release_id, o.indicator_id, o.measure,
				o.sheet_id
			ORDER BY length(v.cell), v.cell, v.period, v.area,
				v.place) AS turn
	FROM odd AS o
	CROSS JOIN observation AS v
		ON v.release_id = o.release_id
			AND v.indicator_id = o.indicator_id
			AND v.measure = o.measure AND v.sheet_id = o.sheet_id
			AND places(v.value) BETWEEN o.least AND o.most
)
SELECT o.release_id, n.indicator, o.measure, o.area, trim(l.label) AS label,
	o.period, s.name AS sheet, o.cell, o.raw,
	coalesce(o.usual || ' decimals', '5 decimals or more') AS expected,
	places(o.value) || ' decimals' AS actual,
	CASE WHEN o.usual IS NULL
		THEN 'all ' || o.figures || ' figures of ''' || n.label
			|| ''' with a fraction have at most ' || o.most
			|| ' decimals where ' || o.long || ' of ' || o.columns
			|| ' columns of the sheet have 5 or more'
		ELSE o.cells || ' of ' || o.figures || ' figures of '''
			|| n.label || ''' have ' || CASE WHEN o.few
				THEN 'at most ' || o.most
				ELSE 'at least ' || o.least END
			|| ' decimals where ' || o.usual
			|| ' are usual, the first '
			|| plain(round(o.value, places(o.value))) || ' of '
			|| trim(l.label) END AS message,
	o.cells
FROM placed AS o
CROSS JOIN indicator AS n ON n.indicator_id = o.indicator_id
CROSS JOIN label AS l ON l.label_id = o.label_id
CROSS JOIN sheet AS s ON s.sheet_id = o.sheet_id
WHERE o.turn = 1
ORDER BY o.release_id, n.ordinal, o.measure, s.name;
