-- SPDX-License-Identifier: MIT
-- An edition as the spec has it. Writes only where something differs.
INSERT INTO edition (dataset, edition, ordinal, regime, areas,
	scale_min, scale_max, decimals, ties, ties_decimals, direction, period,
	first, promote)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (dataset, edition) DO UPDATE SET
	ordinal = ?3, regime = ?4, areas = ?5, scale_min = ?6, scale_max = ?7,
	decimals = ?8, ties = ?9, ties_decimals = ?10, direction = ?11,
	period = ?12, first = ?13, promote = ?14
WHERE (ordinal, regime, areas, scale_min, scale_max, decimals, ties,
		ties_decimals, direction, period, first, promote)
	IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14);
