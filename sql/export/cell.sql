-- SPDX-License-Identifier: MIT
-- The published cell of a figure: one row or none.
--
-- Parameters: :dataset, :edition, :area, :indicator, :measure
--
-- 1. It is that of the release that the edition's standings come from, in the
--    period of its ranking, and of a figure on several sheets the cell that
--    counts (place 0).
-- 2. A cell without a value is none.
SELECT o.release_id, o.indicator_id, o.period, substr(r.release, 1, 12) AS release,
	h.name AS sheet, o.cell, o.raw
FROM standing_edition AS t
CROSS JOIN indicator AS n
	ON n.dataset = t.dataset AND n.edition = t.edition
		AND n.indicator = :indicator
CROSS JOIN observation AS o
	ON o.release_id = t.release_id AND o.indicator_id = n.indicator_id
		AND o.measure = :measure AND o.period = t.period
		AND o.area = :area AND o.place = 0
CROSS JOIN release AS r ON r.release_id = o.release_id
CROSS JOIN sheet AS h ON h.sheet_id = o.sheet_id
WHERE t.dataset = :dataset AND t.edition = :edition AND o.value IS NOT NULL
LIMIT 1;
