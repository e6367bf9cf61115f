-- SPDX-License-Identifier: MIT
-- The ranks of the areas in chart.sql as cells: the row is the place there, the
-- column the place in history-edition.sql, both from 0. Where an edition
-- publishes no ranks they are computed.
WITH RECURSIVE inside (region) AS (
	SELECT :region
	UNION
	SELECT g.region
	FROM inside AS i
	JOIN region AS g ON g.scheme = 'm49' AND g.parent = i.region
),
line AS MATERIALIZED (
	SELECT s.area,
		row_number() OVER (ORDER BY s.line) - 1 AS line
	FROM member AS m
	JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
			AND s.area = m.area
	WHERE m.scheme = 'm49' AND m.region IN (SELECT region FROM inside)
)
SELECT l.line, t.position - 1 AS place,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank
FROM line AS l
CROSS JOIN standing_edition AS t ON t.dataset = :dataset
CROSS JOIN standing AS s
	ON s.dataset = t.dataset AND s.edition = t.edition AND s.area = l.area
WHERE s.place IS NOT NULL AND l.line < 12 AND t.position <= 60
ORDER BY l.line, t.position;
