-- SPDX-License-Identifier: MIT
-- The ranks in the world of a region's areas in all editions as cells: the row
-- is the place in region-history.sql, the column the place in
-- history-edition.sql, both from 0. Where an edition publishes no ranks they are
-- computed.
WITH row_of AS MATERIALIZED (
	SELECT l.area, row_number() OVER (ORDER BY s.line) - 1 AS line
	FROM region_standing AS l
	JOIN standing AS s
		ON s.dataset = l.dataset AND s.edition = l.edition
			AND s.area = l.area
	WHERE l.dataset = :dataset AND l.edition = :edition
		AND l.scheme = :scheme AND l.region = :region
)
SELECT r.line, t.position - 1 AS place,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank
FROM row_of AS r
CROSS JOIN standing_edition AS t ON t.dataset = :dataset
CROSS JOIN standing AS s
	ON s.dataset = t.dataset AND s.edition = t.edition AND s.area = r.area
WHERE s.place IS NOT NULL AND t.position <= 60
ORDER BY r.line, t.position;
