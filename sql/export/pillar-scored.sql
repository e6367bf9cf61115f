-- SPDX-License-Identifier: MIT
-- The pillars whose scores can be held against each other (scored in
-- make-pillar.sql), in the order of the tree; the columns are those of
-- pillar.sql.
--
-- 1. decimals is that of the scores, four at the most.
SELECT label, indicator, measure,
	min(4, coalesce(decimals, places)) AS decimals, 0 AS thousands,
	scale_min, scale_max, direction
FROM pillar
WHERE scored IS NOT NULL
ORDER BY scored;
