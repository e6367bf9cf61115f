-- SPDX-License-Identifier: MIT
-- What a release says of a figure, cell by cell.
--
-- Parameters: :release_id, :dataset, :edition, :indicator, :measure, :period,
-- :area
-- 1. There is a row for each cell of the figure, the one that counts first; one
--    without a cell where the release has none.
-- 2. There is none at all where the edition has no such indicator.
-- Columns as in claim-count, claim-parts and claim-place.
SELECT o.value, o.raw, s.name AS sheet, o.cell, NULL AS about, 0 AS slack
FROM indicator AS n
LEFT JOIN observation AS o
	ON o.release_id = :release_id AND o.indicator_id = n.indicator_id
		AND o.measure = :measure AND o.period = :period
		AND o.area = :area
LEFT JOIN sheet AS s ON s.sheet_id = o.sheet_id
WHERE n.dataset = :dataset AND n.edition = :edition
	AND n.indicator = :indicator
ORDER BY o.place;
