-- SPDX-License-Identifier: MIT
-- The ranks in the world of a region's areas in all editions as cells: the row
-- is the place in region-history.sql, the column the place in
-- history-edition.sql, both from 0. Where an edition publishes no ranks they are
-- computed.
WITH span AS (
	SELECT CASE WHEN p.position > max(t.position) - 60
		THEN max(t.position) ELSE p.position END AS last
	FROM standing_edition AS t
	JOIN standing_edition AS p
		ON p.dataset = t.dataset AND p.edition = :edition
	WHERE t.dataset = :dataset
),
row_of AS MATERIALIZED (
	SELECT l.area, row_number() OVER (ORDER BY s.line) - 1 AS line
	FROM region_standing AS l
	JOIN standing AS s
		ON s.dataset = l.dataset AND s.edition = l.edition
			AND s.area = l.area
	WHERE l.dataset = :dataset AND l.edition = :edition
		AND l.scheme = :scheme AND l.region = :region
)
SELECT r.line, t.position - max(1, p.last - 59) AS place,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank
FROM row_of AS r
CROSS JOIN span AS p
CROSS JOIN standing_edition AS t
	ON t.dataset = :dataset AND t.position BETWEEN p.last - 59 AND p.last
CROSS JOIN standing AS s
	ON s.dataset = t.dataset AND s.edition = t.edition AND s.area = r.area
WHERE s.place IS NOT NULL
ORDER BY r.line, t.position;
