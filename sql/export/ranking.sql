-- SPDX-License-Identifier: MIT
-- The newest edition, in the order of its lines (see sql/derive/standing.sql):
-- by rank, and where there is none by score. pillar-score.sql gives the columns
-- behind these and must keep the order of the rows.
--
-- 1. change is that of sql/derive/delta.sql: up is positive. Of an area that
--    the edition before does not list it is the word "new", of one that it
--    lists without a rank it is NULL.
-- 2. The sub-region is the most specific one of M49.
-- 3. rank is as published, or the computed place where the edition publishes
--    none at all.
-- 4. comparable is NULL where there is no change.
-- 5. trend has a mark for each of the last 24 editions up to this one: from
--    lowest to tallest the eighth of its ranked areas that the area was in,
--    counted from the worst, so that the best has the tallest, whichever end
--    has rank 1; a dot where it was not ranked; a line before an edition of
--    another regime than the one before it.
WITH times AS MATERIALIZED (
	SELECT t.edition, t.position,
		CASE WHEN t.regime <> lag(t.regime) OVER (ORDER BY t.position)
			THEN char(9474) ELSE '' END AS part,
		(SELECT count(s.place) FROM standing AS s
		WHERE s.dataset = t.dataset AND s.edition = t.edition) AS areas
	FROM standing_edition AS t
	JOIN standing_edition AS z
		ON z.dataset = t.dataset AND z.edition = :edition
			AND t.position BETWEEN z.position - 23 AND z.position
	WHERE t.dataset = :dataset
),
trend AS MATERIALIZED (
	SELECT area, group_concat(mark, '') AS marks
	FROM (
		SELECT x.area, t.part || char(CASE WHEN s.place IS NULL THEN 183
			WHEN t.areas = 1 THEN 9608
			ELSE 9600 + min(8, 1 + 8 * (t.areas - s.place)
				/ (t.areas - 1)) END) AS mark
		FROM standing AS x
		CROSS JOIN times AS t
		LEFT JOIN standing AS s
			ON s.dataset = :dataset AND s.edition = t.edition
				AND s.area = x.area
		WHERE x.dataset = :dataset AND x.edition = :edition
		ORDER BY x.area, t.position
	)
	GROUP BY area
),
-- a copy that is looked up by area instead of read from end to end
change AS MATERIALIZED (
	SELECT area, rank_from, delta, comparable FROM rank_change
)
SELECT CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank,
	area_name(a.area, a.name) AS name, s.area,
	spoken('region', g.name) AS subregion, s.score, d.rank_from,
	CASE WHEN d.delta IS NOT NULL THEN d.delta
		WHEN :before IS NOT NULL AND NOT EXISTS (
			SELECT 1 FROM standing AS b
			WHERE b.dataset = :dataset AND b.edition = :before
				AND b.area = s.area)
		THEN spoken('word', 'new') END AS change,
	CASE WHEN d.delta IS NOT NULL THEN spoken('word', d.comparable) END
		AS comparable,
	h.marks AS trend, s.area AS code
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN area AS a ON a.area = s.area
JOIN trend AS h ON h.area = s.area
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = s.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
LEFT JOIN change AS d ON d.area = s.area
WHERE s.dataset = :dataset AND s.edition = :edition
ORDER BY s.line;
