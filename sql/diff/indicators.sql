-- SPDX-License-Identifier: MIT
-- The indicators of an edition. scale is how far the ends of its scale are
-- apart, NULL where it has none.
-- ?1 the dataset, ?2 the edition
--
-- Order: as in the edition's tree.
SELECT indicator_id, indicator, decimals, scale_max - scale_min AS scale
FROM indicator
WHERE dataset = ?1 AND edition = ?2
ORDER BY ordinal, indicator;
