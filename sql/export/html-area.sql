-- SPDX-License-Identifier: MIT
-- The ranking of the page, in the order of its lines (sql/derive/standing.sql).
--
-- 1. rank is as published, or the computed place where the edition publishes
--    none at all; said is the score as it is shown.
-- 2. delta is that of sql/derive/delta.sql: up is positive. It is NULL where
--    the area was not ranked before.
-- 3. region is the most specific one of :scheme.
-- 4. english is there where name is in another language; others is what the
--    other languages call the area, for a search.
SELECT s.area, area_name(s.area, a.name) AS name,
	nullif(a.name, area_name(s.area, a.name)) AS english,
	area_names(s.area) AS others,
	m.region, spoken('region', g.name) AS within,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank,
	s.score, CASE WHEN s.score IS NOT NULL
		THEN printf('%.*f', :decimals, s.score) END AS said, d.rank_from,
	d.delta, CASE WHEN d.delta IS NOT NULL THEN d.comparable END
		AS comparable
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN area AS a ON a.area = s.area
LEFT JOIN member AS m ON m.scheme = :scheme AND m.area = s.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
LEFT JOIN rank_delta AS d
	ON d.dataset = :dataset AND d.edition_from = :before
		AND d.edition_to = :edition AND d.area = s.area
WHERE s.dataset = :dataset AND s.edition = :edition
ORDER BY s.line;
