-- SPDX-License-Identifier: MIT
-- The areas of :region in the edition, in its order. region-member-part.sql and
-- region-history-rank.sql must keep the order of the rows.
--
-- 1. place is that in the region (sql/derive/region_standing.sql); rank is as
--    published, or the computed place where the edition publishes none at all.
-- 2. change is that of sql/derive/delta.sql: up is positive. It is NULL where
--    the area was not ranked before.
SELECT l.place, area_name(a.area, a.name) AS name, l.area,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank,
	s.score, d.rank_from, d.delta,
	CASE WHEN d.delta IS NOT NULL THEN spoken('word', d.comparable) END
		AS comparable
FROM region_standing AS l
JOIN standing AS s
	ON s.dataset = l.dataset AND s.edition = l.edition AND s.area = l.area
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN area AS a ON a.area = l.area
LEFT JOIN rank_delta AS d
	ON d.dataset = :dataset AND d.edition_from = :before
		AND d.edition_to = :edition AND d.area = l.area
WHERE l.dataset = :dataset AND l.edition = :edition AND l.scheme = :scheme
	AND l.region = :region
ORDER BY s.line;
