-- SPDX-License-Identifier: MIT
-- title: The change of every area from each edition to the next
-- about: deltas
-- unit: ranks: places; scores: the unit of the edition's overall
-- source: delta
--
-- 1. It holds the rows of delta for neighbours among the editions that have
--    standings, from the older to the newer.
CREATE TABLE rank_delta (
	dataset TEXT NOT NULL,
	edition_from TEXT NOT NULL,
	edition_to TEXT NOT NULL,
	area TEXT NOT NULL,
	rank_from INTEGER,
	rank_to INTEGER,
	delta INTEGER,
	common_from INTEGER,
	common_to INTEGER,
	common_delta INTEGER,
	score_from REAL,
	score_to REAL,
	score_delta REAL,
	comparable TEXT NOT NULL CHECK (comparable IN ('yes', 'no')),
	PRIMARY KEY (dataset, edition_from, edition_to, area)
) STRICT, WITHOUT ROWID;

-- for each dataset
INSERT INTO rank_delta (dataset, edition_from, edition_to, area, rank_from,
	rank_to, delta, common_from, common_to, common_delta, score_from,
	score_to, score_delta, comparable)
SELECT dataset, edition_from, edition_to, area, rank_from, rank_to, delta,
	common_from, common_to, common_delta, score_from, score_to,
	score_delta, comparable
FROM delta
WHERE dataset = :dataset AND steps = 1;
