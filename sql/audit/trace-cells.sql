-- SPDX-License-Identifier: MIT
-- The cells of a figure in a release, the one that counts first.
--
-- Parameters: :release_id, :dataset, :edition, :indicator, :measure, :period,
-- :area
-- 1. place is 0 for the cell that counts, 1, 2, ... where the figure stands
--    again.
SELECT o.place, o.value, o.raw, s.name AS sheet, o.cell, l.label
FROM indicator AS n
JOIN observation AS o
	ON o.release_id = :release_id AND o.indicator_id = n.indicator_id
		AND o.measure = :measure AND o.period = :period
		AND o.area = :area
JOIN sheet AS s ON s.sheet_id = o.sheet_id
JOIN label AS l ON l.label_id = o.label_id
WHERE n.dataset = :dataset AND n.edition = :edition
	AND n.indicator = :indicator
ORDER BY o.place;
