-- SPDX-License-Identifier: MIT
-- The pillars of the edition, in the order of its tree.
--
-- 1. decimals is how many places are shown.
-- 2. thousands is 1 where the figures are great enough to be grouped.
-- 3. scale_min and scale_max are the ends of its scale, of scores only.
SELECT label, indicator, measure, shown AS decimals,
	greatest >= 10000 AS thousands,
	CASE measure WHEN 'score' THEN scale_min END AS scale_min,
	CASE measure WHEN 'score' THEN scale_max END AS scale_max,
	direction
FROM pillar
ORDER BY place;
