-- SPDX-License-Identifier: MIT
-- The published cells that numbers of the report lead to.
--
-- Parameters: :linked, the figures in the order of their links, each as its
-- release, indicator, measure, period and area
--
-- 1. value is what was read of the cell, raw its text as published.
-- 2. The release is named by the first 12 digits of its SHA-256.
SELECT area_name(a.area, a.name) AS name, a.area, r.edition, o.period,
	spoken('indicator', n.label) AS indicator,
	spoken('word', o.measure) AS measure, o.value, o.raw,
	substr(r.release, 1, 12) AS release, coalesce(r.file, '') AS file,
	h.name AS sheet, o.cell
FROM given(:linked) AS g
CROSS JOIN observation AS o
	ON o.release_id = g.c0 AND o.indicator_id = g.c1 AND o.measure = g.c2
		AND o.period = g.c3 AND o.area = g.c4 AND o.place = 0
CROSS JOIN release AS r ON r.release_id = o.release_id
CROSS JOIN indicator AS n ON n.indicator_id = o.indicator_id
CROSS JOIN area AS a ON a.area = o.area
CROSS JOIN sheet AS h ON h.sheet_id = o.sheet_id
ORDER BY g.rowid;
