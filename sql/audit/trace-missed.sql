-- SPDX-License-Identifier: MIT
-- Which figure an observation is of that its cell does not bear out.
--
-- Parameters: :release_id, :sheet, :cell, :raw
-- 1. Of several figures from one cell, the first in the order of the tree.
SELECT n.indicator, o.measure, o.period, o.area
FROM observation AS o
JOIN indicator AS n ON n.indicator_id = o.indicator_id
WHERE o.release_id = :release_id AND o.cell = :cell AND o.raw = :raw
	AND o.sheet_id = (SELECT sheet_id FROM sheet WHERE name = :sheet)
ORDER BY n.ordinal, o.measure, o.period, o.area, o.place
LIMIT 1;
