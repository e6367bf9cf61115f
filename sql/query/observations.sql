-- SPDX-License-Identifier: MIT
-- title: What an edition's workbook says, cell by cell, as kosh-extract writes it
-- about: content
-- arguments: DATASET/EDITION
-- asks: content
-- source: the cells of the current release
--
-- Parameters: :dataset, :edition
-- Order: by sheet, then by row and column of the cell; what was read from one
-- cell by indicator, measure, period and area.
--
-- 1. A figure that stands on several sheets has a row for each cell.
-- 2. The columns are those of the stream between the tools.
SELECT r.dataset, r.edition, r.release, i.indicator, o.measure, o.area,
	l.label, o.period, o.value, o.raw, s.name AS sheet, o.cell
FROM release AS r
JOIN observation AS o ON o.release_id = r.release_id
JOIN indicator AS i ON i.indicator_id = o.indicator_id
JOIN label AS l ON l.label_id = o.label_id
JOIN sheet AS s ON s.sheet_id = o.sheet_id
WHERE r.dataset = :dataset AND r.edition = :edition AND r.state = 'current'
ORDER BY s.name,
	CAST(ltrim(o.cell, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS INTEGER),
	length(rtrim(o.cell, '0123456789')), rtrim(o.cell, '0123456789'),
	i.ordinal, i.indicator, o.measure, o.period, o.area, o.place;
