-- SPDX-License-Identifier: MIT
-- All areas that any edition has, in the order of the newest; those that it
-- does not have by name.
-- history-rank.sql gives the columns behind these and must keep the order of
-- the rows.
SELECT a.name, a.area, g.name AS subregion
FROM (SELECT DISTINCT area FROM standing WHERE dataset = :dataset) AS x
JOIN area AS a ON a.area = x.area
LEFT JOIN standing AS s
	ON s.dataset = :dataset AND s.edition = :edition AND s.area = x.area
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = x.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
ORDER BY s.line NULLS LAST, a.name, a.area;
