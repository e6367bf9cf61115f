-- SPDX-License-Identifier: MIT
-- Which place an area has in a release among the areas of a region, or of a list.
--
-- Parameters: :release_id, :dataset, :edition, :indicator, :period, :area, and
-- :scheme and :region, or :among, a JSON list of areas
-- 1. An area of the region is one of it or of a region below it.
-- 2. The best comes first: by published rank; areas without one come after those
--    with one, by score. Areas with neither have no place, and no row is left
--    out for them. A place is shared by those that stand equal.
-- 3. Rank 1 is the best or the worst, and the higher or the lower score the better
--    one, as edition and indicator say.
-- 4. What the press printed gives a place only where it has a figure of every
--    area: one that is left out might stand before all others.
-- 5. about tells the first of the order with their figures, who shares the place,
--    and which areas of a list have none.
-- 6. There is no row where the edition has no such indicator; one without a value
--    where the area has no place.
-- Columns as in claim-figure; value is the place, the cell is that of the rank or
-- else of the score.
WITH RECURSIVE below (region) AS (
	SELECT :region WHERE :region IS NOT NULL
	UNION
	SELECT g.region
	FROM below AS b
	JOIN region AS g ON g.scheme = :scheme AND g.parent = b.region
),
wanted (area) AS (
	SELECT m.area
	FROM below AS b
	JOIN member AS m ON m.scheme = :scheme AND m.region = b.region
	UNION
	SELECT value FROM json_each(coalesce(:among, '[]'))
),
placed AS (
	SELECT w.area, coalesce(k.raw, s.raw) AS raw,
		coalesce(k.sheet_id, s.sheet_id) AS sheet_id,
		coalesce(k.cell, s.cell) AS cell,
		rank() OVER (
			ORDER BY k.value IS NULL, e.rank_sign * k.value,
				CASE WHEN k.value IS NULL
					THEN CASE n.direction WHEN 'lower'
						THEN s.value
						ELSE -s.value END END) AS place
	FROM wanted AS w
	JOIN edition AS e ON e.dataset = :dataset AND e.edition = :edition
	JOIN indicator AS n
		ON n.dataset = :dataset AND n.edition = :edition
			AND n.indicator = :indicator
	LEFT JOIN observation AS k
		ON k.release_id = :release_id
			AND k.indicator_id = n.indicator_id
			AND k.measure = 'rank' AND k.period = :period
			AND k.area = w.area AND k.place = 0
			AND k.value IS NOT NULL
	LEFT JOIN observation AS s
		ON s.release_id = :release_id
			AND s.indicator_id = n.indicator_id
			AND s.measure = 'score' AND s.period = :period
			AND s.area = w.area AND s.place = 0
			AND s.value IS NOT NULL
	WHERE k.value IS NOT NULL OR s.value IS NOT NULL
),
told AS (
	SELECT p.area, p.raw, p.place,
		row_number() OVER (ORDER BY p.place, p.area) AS line
	FROM placed AS p
)
SELECT CASE WHEN r.source = 'workbook'
		OR (SELECT count(*) FROM wanted) = (SELECT count(*) FROM placed)
		THEN p.place END AS value,
	CAST(p.place AS TEXT) AS raw, t.name AS sheet, p.cell,
	'of ' || (SELECT count(*) FROM placed) || ': ' || (
		SELECT group_concat(q.area || ' ' || q.raw, ', ')
		FROM (
			SELECT area, raw FROM told WHERE line <= 5 ORDER BY line
		) AS q
	) || CASE WHEN (SELECT count(*) FROM placed) > 5 THEN ', ...' ELSE '' END
	|| coalesce('; shared with ' || (
		SELECT group_concat(q.area, ', ')
		FROM (
			SELECT o.area FROM told AS o
			WHERE o.place = p.place AND o.area <> p.area
			ORDER BY o.line
		) AS q
	), '') || coalesce('; without ' || (
		SELECT group_concat(value, ', ')
		FROM json_each(:among)
		WHERE value NOT IN (SELECT area FROM placed)
	), '') AS about, 0 AS slack
FROM indicator AS n
CROSS JOIN release AS r ON r.release_id = :release_id
LEFT JOIN placed AS p ON p.area = :area
LEFT JOIN sheet AS t ON t.sheet_id = p.sheet_id
WHERE n.dataset = :dataset AND n.edition = :edition
	AND n.indicator = :indicator;
