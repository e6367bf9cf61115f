-- SPDX-License-Identifier: MIT
-- The observations of a release and an indicator, as they are held against its
-- workbook and as its content is hashed.
--
-- Parameters: ?1 (release_id), ?2 (indicator_id)
-- 1. Every cell counts, also those where a figure stands again.
-- 2. Order: that of the table.
SELECT measure, period, area, place, value, raw, sheet_id, cell, label_id
FROM observation
WHERE release_id = ?1 AND indicator_id = ?2
ORDER BY measure, period, area, place;
