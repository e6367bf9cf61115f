-- SPDX-License-Identifier: MIT
-- The table of ranks of the Markdown summary, in the order of the edition's
-- lines (see sql/derive/standing.sql).
--
-- 1. rank is as published, or the computed place where the edition publishes
--    none at all.
-- 2. change is that of sql/derive/delta.sql: up is positive; NULL where the area
--    was not ranked before.
WITH change AS MATERIALIZED (
	SELECT area, delta FROM rank_change
)
SELECT CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank,
	area_name(a.area, a.name) AS name, s.area,
	spoken('region', g.name) AS region, s.score, d.delta AS change
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN area AS a ON a.area = s.area
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = s.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
LEFT JOIN change AS d ON d.area = s.area
WHERE s.dataset = :dataset AND s.edition = :edition
ORDER BY s.line;
