-- SPDX-License-Identifier: MIT
-- The most specific region of each area in each scheme as cells: the row is the
-- place in full-area.sql, the column the place in full-scheme.sql, both from 0.
WITH line AS MATERIALIZED (
	SELECT a.area, row_number() OVER (ORDER BY a.name, a.area) - 1 AS line
	FROM (
		SELECT DISTINCT o.area
		FROM release AS r
		CROSS JOIN observation AS o ON o.release_id = r.release_id
		WHERE r.dataset = :dataset AND r.state = 'current'
	) AS x
	JOIN area AS a ON a.area = x.area
),
place AS MATERIALIZED (
	SELECT scheme, row_number() OVER (
			ORDER BY scheme <> 'm49', scheme) - 1 AS place
	FROM scheme
)
SELECT l.line, p.place, spoken('region', g.name) AS region
FROM line AS l
CROSS JOIN place AS p
CROSS JOIN member AS m ON m.scheme = p.scheme AND m.area = l.area
JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
WHERE p.place < 40
ORDER BY l.line, p.place;
