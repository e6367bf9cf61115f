-- SPDX-License-Identifier: MIT
-- The ranks of the areas in chart.sql as cells: the row is the place there, the
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
	SELECT s.area, row_number() OVER (ORDER BY s.line) - 1 AS line,
		count(*) OVER () AS areas
	FROM region_area AS i
	JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
			AND s.area = i.area
	WHERE i.scheme = :scheme AND i.region = :region
		AND (s.rank IS NOT NULL OR s.score IS NOT NULL)
)
SELECT l.line, t.position - max(1, p.last - 59) AS place,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank
FROM line AS l
CROSS JOIN span AS p
CROSS JOIN standing_edition AS t
	ON t.dataset = :dataset AND t.position BETWEEN p.last - 59 AND p.last
CROSS JOIN standing AS s
	ON s.dataset = t.dataset AND s.edition = t.edition AND s.area = l.area
WHERE s.place IS NOT NULL AND l.line < CASE WHEN l.areas > 12 THEN 10 ELSE 12 END
ORDER BY l.line, t.position;
