-- SPDX-License-Identifier: MIT
-- The regions of :scheme that have an area in the edition, from the top of the
-- scheme down.
SELECT l.region, spoken('region', g.name) AS name
FROM region_leader AS l
JOIN region AS g ON g.scheme = l.scheme AND g.region = l.region
JOIN region_level AS v ON v.scheme = l.scheme AND v.region = l.region
WHERE l.dataset = :dataset AND l.edition = :edition AND l.scheme = :scheme
ORDER BY v.level, l.region;
