-- SPDX-License-Identifier: MIT
-- The pillars' figures of a region's areas as cells: the row is the place in
-- region-member.sql, the column that in pillar.sql, both from 0.
WITH row_of AS MATERIALIZED (
	SELECT l.area, row_number() OVER (ORDER BY s.line) - 1 AS line
	FROM region_standing AS l
	JOIN standing AS s
		ON s.dataset = l.dataset AND s.edition = l.edition
			AND s.area = l.area
	WHERE l.dataset = :dataset AND l.edition = :edition
		AND l.scheme = :scheme AND l.region = :region
)
SELECT r.line, f.place, f.value
FROM row_of AS r
JOIN pillar_figure AS f ON f.area = r.area
ORDER BY r.line, f.place;
