-- SPDX-License-Identifier: MIT
-- The pillars of the edition, in the order of its tree; decimals is how many
-- places are shown.
SELECT place AS pillar, indicator, label, measure, direction, scale_min,
	scale_max, shown AS decimals
FROM pillar
ORDER BY place;
