-- SPDX-License-Identifier: MIT
-- The names of the sheets that html-cell.sql speaks of.
SELECT h.sheet_id AS sheet, h.name
FROM sheet AS h
WHERE h.sheet_id IN (
	SELECT o.sheet_id
	FROM standing_edition AS t
	JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND (n.indicator = 'overall' OR n.parent = 'overall')
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id
			AND o.indicator_id = n.indicator_id
			AND o.measure IN ('rank', 'score', 'raw')
			AND o.period = t.period
	WHERE t.dataset = :dataset AND o.place = 0)
ORDER BY h.sheet_id;
