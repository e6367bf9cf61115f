-- SPDX-License-Identifier: MIT
-- Every area in every edition, the newest first, in the order of its lines (see
-- sql/derive/standing.sql).
--
-- 1. rank and score are as published, NULL where there is none; place is the
--    competition rank (1, 2, 2, 4) that areas are compared by.
-- 2. ranks says what place follows from: published ranks, or scores where an
--    edition publishes no ranks.
SELECT t.edition, s.rank, s.place, area_name(a.area, a.name) AS name, s.area,
	s.score, t.period, spoken('word', t.ranks) AS ranks,
	spoken('regime', g.title) AS method
FROM standing_edition AS t
CROSS JOIN standing AS s ON s.dataset = t.dataset AND s.edition = t.edition
JOIN area AS a ON a.area = s.area
JOIN regime AS g ON g.dataset = t.dataset AND g.regime = t.regime
WHERE t.dataset = :dataset
ORDER BY t.position DESC, s.line;
