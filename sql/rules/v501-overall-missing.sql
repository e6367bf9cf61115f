-- SPDX-License-Identifier: MIT
-- id: V501
-- severity: error
-- title: an area has no overall score
-- why: The overall score is what an index is published for. An area that is
--   ranked without one, or that lost its score where all others have theirs,
--   means a damaged table or a column that was read from the wrong place.
-- remedy: Open the workbook at the cell. If it is blank there as well, ask the
--   publisher; if not, correct the column in the dataset's spec. Where the
--   publisher lists areas that it does not rank, set areas of the edition to
--   the number that it does rank.
--
-- 1. An area whose overall score is NULL wherever the release gives it is
--    found, at its first cell.
-- 2. So is an area that has an overall rank and no cell for its score, unless
--    nobody has a score: an index may publish ranks alone.
-- 3. An area without a score and without a rank is no finding where at least
--    as many areas have a score as the edition ranks.
-- 4. Only the period of the ranking is looked at (the view overall). Panels
--    leave areas out of other years, and a column with the ranks of the year
--    before has no scores.
-- 5. Where the release has scores of further periods and the edition does not
--    say how many areas it ranks, an area without a score and without a rank
--    is no finding: the last year of a panel has gaps as well.
-- Reads checked (release_id): the releases to look at; and of columns.sql
-- ranking.
WITH root AS MATERIALIZED (
	SELECT w.release_id, w.indicator_id, w.period, e.areas,
		EXISTS (
			SELECT 1 FROM observation AS x
			WHERE x.release_id = w.release_id
				AND x.indicator_id = w.indicator_id
				AND x.measure = 'score'
				AND x.period = w.period
				AND x.value IS NOT NULL) AS scored,
		EXISTS (
			SELECT 1 FROM observation AS x
			WHERE x.release_id = w.release_id
				AND x.indicator_id = w.indicator_id
				AND x.measure = 'score'
				AND x.period <> w.period
				AND x.value IS NOT NULL) AS panel
	FROM checked AS c
	CROSS JOIN ranking AS w ON w.release_id = c.release_id
	CROSS JOIN indicator AS n ON n.indicator_id = w.indicator_id
	CROSS JOIN edition AS e
		ON e.dataset = n.dataset AND e.edition = n.edition
),
blank AS (
	SELECT t.release_id, t.indicator_id, t.areas, t.panel, o.area, o.period,
		o.measure, o.raw, o.sheet_id, o.cell, o.label_id
	FROM root AS t
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure = 'score' AND o.period = t.period
			AND o.place = 0
	WHERE o.value IS NULL
	UNION ALL
	SELECT t.release_id, t.indicator_id, t.areas, t.panel, o.area, o.period,
		o.measure, o.raw, o.sheet_id, o.cell, o.label_id
	FROM root AS t
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure = 'rank' AND o.period = t.period
			AND o.place = 0 AND o.value IS NOT NULL
	WHERE t.scored AND NOT EXISTS (
		SELECT 1 FROM observation AS x
		WHERE x.release_id = o.release_id
			AND x.indicator_id = o.indicator_id
			AND x.measure = 'score' AND x.period = o.period
			AND x.area = o.area AND x.place = 0)
),
unscored AS (
	SELECT b.release_id, b.indicator_id, b.areas, b.panel, b.area, b.period,
		b.measure, b.raw, b.sheet_id, b.cell, b.label_id,
		(SELECT min(x.value) FROM observation AS x
		WHERE x.release_id = b.release_id
			AND x.indicator_id = b.indicator_id
			AND x.measure = 'rank' AND x.period = b.period
			AND x.area = b.area) AS ranked
	FROM blank AS b
	WHERE NOT EXISTS (
		SELECT 1 FROM observation AS x
		WHERE x.release_id = b.release_id
			AND x.indicator_id = b.indicator_id
			AND x.measure = 'score' AND x.period = b.period
			AND x.area = b.area AND x.value IS NOT NULL)
)
SELECT u.release_id, 'overall' AS indicator, 'score' AS measure, u.area,
	trim(l.label) AS label, u.period, s.name AS sheet, u.cell,
	CASE u.measure WHEN 'score' THEN u.raw END AS raw,
	'a number' AS expected,
	CASE u.measure WHEN 'score' THEN u.raw ELSE '' END AS actual,
	trim(l.label)
		|| CASE WHEN u.ranked IS NULL
			THEN ' has no overall score'
			ELSE ' has rank ' || CAST(u.ranked AS INTEGER)
				|| ' but no overall score' END
		|| CASE WHEN u.measure = 'score' AND u.raw <> ''
			THEN ': the cell holds ''' || u.raw || ''''
			ELSE '' END AS message
FROM unscored AS u
CROSS JOIN label AS l ON l.label_id = u.label_id
CROSS JOIN sheet AS s ON s.sheet_id = u.sheet_id
WHERE u.ranked IS NOT NULL OR CASE WHEN u.areas IS NULL THEN NOT u.panel
	ELSE u.areas > (
		SELECT count(DISTINCT x.area) FROM observation AS x
		WHERE x.release_id = u.release_id
			AND x.indicator_id = u.indicator_id
			AND x.measure = 'score' AND x.period = u.period
			AND x.value IS NOT NULL) END
ORDER BY u.release_id, u.area, u.period;
