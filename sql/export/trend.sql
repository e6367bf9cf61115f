-- SPDX-License-Identifier: MIT
-- The places of the areas in the last 24 editions up to this one, of which
-- pipeline/report/trend.c makes marks.
--
-- 1. number counts the editions in order of time; this one has 23.
-- 2. area is NULL where an edition has none, place where the area is not ranked.
SELECT t.position - z.position + 23 AS number, t.regime, s.area, s.place
FROM standing_edition AS z
CROSS JOIN standing_edition AS t
	ON t.dataset = z.dataset
		AND t.position BETWEEN z.position - 23 AND z.position
LEFT JOIN standing AS s ON s.dataset = t.dataset AND s.edition = t.edition
WHERE z.dataset = :dataset AND z.edition = :edition
ORDER BY t.edition, s.area;
