-- SPDX-License-Identifier: MIT
-- Which areas a release is about, at the cells that count.
-- ?1 the release
--
-- Order: that of the table, so that nothing is sorted.
SELECT area, label_id
FROM observation
WHERE release_id = ?1 AND place = 0
ORDER BY release_id, indicator_id, measure, period, area;
