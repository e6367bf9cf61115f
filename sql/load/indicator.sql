-- SPDX-License-Identifier: MIT
-- A node of an edition's tree as the spec has it. Writes only where something
-- differs; the id, which observations refer to, stays.
INSERT INTO indicator (dataset, edition, indicator, parent, ordinal, level,
	label, weight, combine, decimals, scale_min, scale_max, direction, unit)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (dataset, edition, indicator) DO UPDATE SET
	parent = ?4, ordinal = ?5, level = ?6, label = ?7, weight = ?8,
	combine = ?9, decimals = ?10, scale_min = ?11, scale_max = ?12,
	direction = ?13, unit = ?14
WHERE (parent, ordinal, level, label, weight, combine, decimals, scale_min,
		scale_max, direction, unit)
	IS NOT (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14);
