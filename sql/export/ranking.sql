-- SPDX-License-Identifier: MIT
-- The newest edition, in the order of its lines (see sql/derive/standing.sql):
-- by rank, and where there is none by score. pillar-score.sql gives the columns
-- behind these and must keep the order of the rows.
--
-- 1. change is that of sql/derive/delta.sql: up is positive. It is NULL where
--    the area was not ranked before.
-- 2. The sub-region is the most specific one of M49.
-- 3. rank is as published, or the computed place where the edition publishes
--    none at all.
SELECT CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank,
	a.name, s.area, g.name AS subregion, s.score, d.rank_from, d.delta,
	CASE WHEN d.delta IS NOT NULL THEN d.comparable END AS comparable
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN area AS a ON a.area = s.area
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = s.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
LEFT JOIN rank_delta AS d
	ON d.dataset = :dataset AND d.edition_from = :before
		AND d.edition_to = :edition AND d.area = s.area
WHERE s.dataset = :dataset AND s.edition = :edition
ORDER BY s.line;
