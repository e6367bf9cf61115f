-- SPDX-License-Identifier: MIT
-- title: Where every area stood in each edition, one row for each of both
-- about: trajectories
-- arguments: DATASET
-- asks: derived
-- empty: none of the areas is in an edition that has an overall rank or score
-- unit: ranks: places; percentile: per cent; scores: the unit of the edition's
--   overall; scaled: 0 to 100
-- source: course, whose requirements say what each column is
--
-- Parameters: :dataset, :areas (NULL: all), :across
-- Order: by area, then by edition.
--
-- 1. Columns and requirements are those of history behind area and name.
SELECT c.area, a.name, edition, regime, rank, score, present, place, ranks,
	areas, round(percentile, 10) AS percentile, round(scaled, 10) AS scaled,
	rank_change,
	round(CASE WHEN :across THEN score_change_across ELSE score_change END,
		max(decimals(score), decimals(score_before))) AS score_change,
	round(CASE WHEN :across THEN scaled_change_across
		ELSE scaled_change END, 10) AS scaled_change,
	comparable, regime_break, direction
FROM course AS c
JOIN area AS a ON a.area = c.area
WHERE c.dataset = :dataset
	AND (CAST(:areas AS TEXT) IS NULL
		OR c.area IN (SELECT value FROM json_each(:areas)))
ORDER BY c.area, c.position;
