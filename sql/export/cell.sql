-- SPDX-License-Identifier: MIT
-- The published cells of a column: those of an indicator's measure in an
-- edition, by area.
--
-- Parameters: :dataset, :edition, :indicator, :measure
--
-- 1. They are those of the release that the edition's standings come from, in the
--    period of its ranking, and of a figure on several sheets the cell that
--    counts (place 0).
-- 2. A cell without a value is none.
SELECT o.area, o.release_id, o.indicator_id, o.period,
	substr(r.release, 1, 12) AS release, h.name AS sheet, o.cell, o.raw
FROM standing_edition AS t
CROSS JOIN indicator AS n
	ON n.dataset = t.dataset AND n.edition = t.edition
		AND n.indicator = :indicator
CROSS JOIN observation AS o
	ON o.release_id = t.release_id AND o.indicator_id = n.indicator_id
		AND o.measure = :measure AND o.period = t.period
		AND o.place = 0
CROSS JOIN release AS r ON r.release_id = o.release_id
CROSS JOIN sheet AS h ON h.sheet_id = o.sheet_id
WHERE t.dataset = :dataset AND t.edition = :edition AND o.value IS NOT NULL
ORDER BY o.area;
