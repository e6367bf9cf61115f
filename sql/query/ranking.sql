-- SPDX-License-Identifier: MIT
-- title: Who ranks where in an edition
-- about: standings
-- arguments: DATASET/EDITION
-- asks: derived
-- source: standing
--
-- Parameters: :dataset, :edition
-- Order: by published rank, the better first, areas without one last; equal
-- ranks and those without one by score, the better first, then by area.
--
-- 1. rank and score are as published; empty where the source gives none.
SELECT s.rank, s.area, a.name, s.score
FROM standing AS s
JOIN area AS a ON a.area = s.area
WHERE s.dataset = :dataset AND s.edition = :edition
ORDER BY s.line;
