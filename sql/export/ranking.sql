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
-- 5. trend names the area whose marks (trend.sql) stand there.
-- What is joined is a copy that is looked up by area, not read from end to end.
WITH change AS MATERIALIZED (
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
	s.area AS trend, s.area AS code
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN area AS a ON a.area = s.area
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = s.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
LEFT JOIN change AS d ON d.area = s.area
WHERE s.dataset = :dataset AND s.edition = :edition
ORDER BY s.line;
