-- SPDX-License-Identifier: MIT
-- All observations of a release, as they are held against its workbook.
--
-- Parameters: ?1 (release_id)
-- 1. Every cell counts, also those where a figure stands again.
-- The order is that of the table: sorting is for who reads.
SELECT sheet_id, cell, raw, value, measure = 'rank' AS is_rank, indicator_id
FROM observation
WHERE release_id = ?1;
