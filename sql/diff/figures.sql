-- SPDX-License-Identifier: MIT
-- The figures that a release has for an indicator, at all their cells.
-- ?1 the release, ?2 the indicator
--
-- Order: that of the table, so that nothing is sorted.
SELECT measure, period, area, place, value, raw, sheet_id, cell, label_id
FROM observation
WHERE release_id = ?1 AND indicator_id = ?2
ORDER BY measure, period, area, place;
