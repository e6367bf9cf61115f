-- SPDX-License-Identifier: MIT
-- The regions of :scheme that have an area in the edition.
SELECT region
FROM region_leader
WHERE dataset = :dataset AND edition = :edition AND scheme = :scheme
GROUP BY region
ORDER BY region;
