-- SPDX-License-Identifier: MIT
-- title: Where an area stood in each edition, and how it came there
-- about: trajectories
-- arguments: DATASET AREA
-- asks: derived
-- empty: the area is in no edition that has an overall rank or score
-- unit: ranks: places; percentile: per cent; scores: the unit of the edition's
--   overall; scaled: 0 to 100
-- source: course, whose requirements say what each column is
--
-- Parameters: :dataset, :area, :across
-- Order: by edition. regime says which of them may be compared.
--
-- 1. Each edition with standings has a row; where present is 'no' it does not
--    list the area. An area that is in none has no rows.
-- 2. Changes are against the row before. Those of scores stand inside a regime
--    only, or with --across-regimes also where comparable is 'no'.
-- 3. A difference of two published scores has as many decimals as they have;
--    percentile, scaled and scaled_change have ten at the most.
SELECT edition, regime, rank, score, present, place, ranks, areas,
	round(percentile, 10) AS percentile, round(scaled, 10) AS scaled,
	rank_change,
	round(CASE WHEN :across THEN score_change_across ELSE score_change END,
		max(decimals(score), decimals(score_before))) AS score_change,
	round(CASE WHEN :across THEN scaled_change_across
		ELSE scaled_change END, 10) AS scaled_change,
	comparable, regime_break, direction
FROM course
WHERE dataset = :dataset AND area = :area
ORDER BY position;
