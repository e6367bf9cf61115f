-- SPDX-License-Identifier: MIT
-- Resource history: where each area stood in each edition, in order of time.
--
-- 1. rank and score are as published; place is the competition rank, by ranks
--    that are published or, where ranks says so, computed by score.
-- 2. Editions of one regime may be compared.
SELECT s.edition, s.regime, s.line, s.area, a.name, s.rank, s.place, s.score,
	t.ranks
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN area AS a ON a.area = s.area
WHERE s.dataset = :dataset
ORDER BY t.position, s.line;
