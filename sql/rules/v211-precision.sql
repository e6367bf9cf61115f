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
-- Reads checked (release_id): the releases to look at.
WITH spread AS MATERIALIZED (
	SELECT o.release_id, o.indicator_id, o.measure, o.sheet_id,
		places(o.value) AS places, count(*) AS cells
	FROM checked AS c
	CROSS JOIN observation AS o ON o.release_id = c.release_id
	WHERE o.measure <> 'rank' AND o.value <> CAST(o.value AS INTEGER)
	GROUP BY o.release_id, o.indicator_id, o.measure, o.sheet_id,
		places(o.value)
),
ranked AS (
	SELECT release_id, indicator_id, measure, sheet_id, places,
		sum(cells) OVER whole AS figures,
		sum(cells) OVER (whole ORDER BY places) AS upto,
		row_number() OVER (
			whole ORDER BY cells DESC, places DESC) AS nth,
		min(places) OVER whole AS least,
		max(places) OVER whole AS most
	FROM spread
	WINDOW whole AS (PARTITION BY release_id, indicator_id, measure,
		sheet_id)
),
beside AS (
	SELECT release_id, indicator_id, measure, sheet_id, figures, most,
		sum(places >= 5) OVER page AS long, count(*) OVER page AS columns
	FROM ranked
	WHERE nth = 1 AND figures >= 10 AND measure = 'score'
	WINDOW page AS (PARTITION BY release_id, sheet_id)
),
bound AS MATERIALIZED (
	SELECT release_id, indicator_id, measure, sheet_id, figures,
		NULL AS usual, long, columns, most AS at_most, NULL AS at_least
	FROM beside
	WHERE most <= 3 AND columns >= 5 AND long * 3 >= columns * 2
	UNION ALL
	SELECT release_id, indicator_id, measure, sheet_id, figures,
		places AS usual, NULL, NULL,
		CASE WHEN places >= 5 THEN min(3, places - 3) END AS at_most,
		CASE WHEN places < 5 AND upto * 10 >= figures * 9
			THEN places + 2 END AS at_least
	FROM ranked
	WHERE nth = 1 AND figures >= 10
		AND (least <= CASE WHEN places >= 5
				THEN min(3, places - 3) END
			OR most >= CASE WHEN places < 5
					AND upto * 10 >= figures * 9
				THEN places + 2 END)
),
odd AS (
	SELECT b.release_id, b.indicator_id, b.measure, b.sheet_id, b.figures,
		b.usual, b.long, b.columns, b.at_most IS NOT NULL AS few,
		o.value, o.raw, o.cell,
		o.area, o.period, o.label_id,
		count(*) OVER whole AS cells,
		min(places(o.value)) OVER whole AS least,
		max(places(o.value)) OVER whole AS most,
		row_number() OVER (
			whole ORDER BY length(o.cell), o.cell) AS nth
	FROM bound AS b
	CROSS JOIN observation AS o
		ON o.release_id = b.release_id
			AND o.indicator_id = b.indicator_id
			AND o.measure = b.measure AND o.sheet_id = b.sheet_id
	WHERE o.value <> CAST(o.value AS INTEGER)
		AND (places(o.value) <= b.at_most
			OR places(o.value) >= b.at_least)
	WINDOW whole AS (PARTITION BY b.release_id, b.indicator_id, b.measure,
		b.sheet_id)
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
FROM odd AS o
JOIN indicator AS n ON n.indicator_id = o.indicator_id
JOIN label AS l ON l.label_id = o.label_id
JOIN sheet AS s ON s.sheet_id = o.sheet_id
WHERE o.nth = 1
ORDER BY o.release_id, n.ordinal, o.measure, s.name;
