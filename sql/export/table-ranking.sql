-- SPDX-License-Identifier: MIT
-- Resource ranking: the edition in the order of its lines (see
-- sql/derive/standing.sql).
--
-- 1. rank and score are as published; place is the competition rank, computed
--    where the edition publishes no ranks at all.
-- 2. region is the most specific one of M49.
SELECT s.line, s.area, a.name, s.rank, s.place, s.score, m.region,
	g.name AS region_name
FROM standing AS s
JOIN area AS a ON a.area = s.area
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = s.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
WHERE s.dataset = :dataset AND s.edition = :edition
ORDER BY s.line;
