-- SPDX-License-Identifier: MIT
-- The ranks of the editions as cells: the row is the place in history.sql, the
-- column the place in history-edition.sql, both from 0. Where an edition
-- publishes no ranks they are computed.
WITH span AS (
	SELECT CASE WHEN p.position > max(t.position) - 60
		THEN max(t.position) ELSE p.position END AS last
	FROM standing_edition AS t
	JOIN standing_edition AS p
		ON p.dataset = t.dataset AND p.edition = :edition
	WHERE t.dataset = :dataset
),
line AS MATERIALIZED (
	SELECT x.area,
		row_number() OVER (
			ORDER BY s.line NULLS LAST, a.name, a.area
		) - 1 AS line
	FROM (SELECT DISTINCT area FROM standing WHERE dataset = :dataset) AS x
	JOIN area AS a ON a.area = x.area
	LEFT JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
			AND s.area = x.area
)
SELECT l.line, t.position - max(1, p.last - 59) AS place,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank
FROM line AS l
CROSS JOIN span AS p
CROSS JOIN standing_edition AS t
	ON t.dataset = :dataset AND t.position BETWEEN p.last - 59 AND p.last
CROSS JOIN standing AS s
	ON s.dataset = t.dataset AND s.edition = t.edition AND s.area = l.area
WHERE s.place IS NOT NULL
ORDER BY l.line, t.position;
