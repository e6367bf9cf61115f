-- SPDX-License-Identifier: MIT
-- The standing of an area, to be traced to its cells.
--
-- Parameters: :dataset, :edition, :area
SELECT s.rank, s.score, s.line, t.period, t.direction, t.rank_sign
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
WHERE s.dataset = :dataset AND s.edition = :edition AND s.area = :area;
