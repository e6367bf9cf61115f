-- SPDX-License-Identifier: MIT
-- title: The change of every area from each edition to the next
-- about: deltas
-- unit: ranks: places; scores: the unit of the edition's overall
-- source: delta
--
-- 1. It holds the rows of delta for neighbours among the editions that have
--    standings, from the older to the newer.
CREATE VIEW rank_delta AS
SELECT dataset, edition_from, edition_to, area, rank_from, rank_to, delta,
	common_from, common_to, common_delta, score_from, score_to,
	score_delta, comparable, ranks
FROM delta
WHERE steps = 1;
