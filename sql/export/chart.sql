-- SPDX-License-Identifier: MIT
-- The areas of the region that is drawn, in the order of the newest edition.
-- chart-rank.sql must keep the order of the rows.
WITH RECURSIVE inside (region) AS (
	SELECT :region
	UNION
	SELECT g.region
	FROM inside AS i
	JOIN region AS g ON g.scheme = 'm49' AND g.parent = i.region
)
SELECT a.name, s.area
FROM member AS m
JOIN standing AS s
	ON s.dataset = :dataset AND s.edition = :edition AND s.area = m.area
JOIN area AS a ON a.area = m.area
WHERE m.scheme = 'm49' AND m.region IN (SELECT region FROM inside)
ORDER BY s.line
LIMIT 12;
