-- SPDX-License-Identifier: MIT
-- What the head of a country's page says: one row.
--
-- 1. rank is as published, or the computed place where the edition publishes
--    none at all; NULL where the area has none. ranked is how many areas have
--    one, sharing how many others have the same.
-- 2. The change is that of sql/derive/delta.sql: up is positive.
-- 3. near_place is the place in :region of :scheme, of near_areas areas.
SELECT CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank,
	(SELECT count(o.place) FROM standing AS o
	WHERE o.dataset = s.dataset AND o.edition = s.edition) AS ranked,
	(SELECT count(*) FROM standing AS o
	WHERE o.dataset = s.dataset AND o.edition = s.edition
		AND o.place = s.place AND o.area <> s.area) AS sharing,
	s.score, n.scale_min, n.scale_max, t.direction = 'lower' AS lower,
	d.rank_from, d.delta, d.score_delta, b.score AS score_from,
	d.comparable, l.place AS near_place, l.areas AS near_areas, t.period,
	t.ranks = 'computed' AS computed, e.ties,
	spoken('regime', g.title) AS method,
	(SELECT spoken('regime', h.title) FROM edition AS f
	JOIN regime AS h ON h.dataset = f.dataset AND h.regime = f.regime
	WHERE f.dataset = :dataset AND f.edition = :before) AS method_before,
	(SELECT spoken('scheme', c.title) FROM scheme AS c
	WHERE c.scheme = :scheme) AS scheme
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN edition AS e ON e.dataset = s.dataset AND e.edition = s.edition
JOIN regime AS g ON g.dataset = e.dataset AND g.regime = e.regime
JOIN indicator AS n
	ON n.dataset = s.dataset AND n.edition = s.edition
		AND n.indicator = 'overall'
LEFT JOIN rank_delta AS d
	ON d.dataset = :dataset AND d.edition_from = :before
		AND d.edition_to = :edition AND d.area = s.area
LEFT JOIN standing AS b
	ON b.dataset = :dataset AND b.edition = :before AND b.area = s.area
LEFT JOIN (
	SELECT area, place, count(*) OVER () AS areas
	FROM region_standing
	WHERE dataset = :dataset AND edition = :edition AND scheme = :scheme
		AND region = :region
) AS l ON l.area = s.area
WHERE s.dataset = :dataset AND s.edition = :edition AND s.area = :area
ORDER BY s.area;
