-- SPDX-License-Identifier: MIT
-- A published average: ?1 the dataset, ?2 the line of the file, ?3 the value;
-- then what the file says: ?4 edition, ?5 file, ?6 scheme, ?7 region,
-- ?8 indicator, ?9 period, ?10 the value as published, ?11 areas, ?12 sheet,
-- ?13 cell. Gives a row back unless the cell is there already.
INSERT INTO average (dataset, line, value, edition, file, scheme, region,
	indicator, period, raw, areas, sheet, cell)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, CAST(?11 AS INTEGER), ?12, ?13)
ON CONFLICT DO NOTHING
RETURNING line;
