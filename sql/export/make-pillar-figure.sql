-- SPDX-License-Identifier: MIT
-- The temporary table pillar_figure: the figures of the pillars, of the areas of
-- the edition; line is their place in it, from 0. What is missing has no row.
SELECT p.place, p.scored, s.area, s.line - 1 AS line, o.value
FROM pillar AS p
CROSS JOIN standing AS s ON s.dataset = :dataset AND s.edition = :edition
CROSS JOIN observation AS o
	ON o.release_id = p.release_id AND o.indicator_id = p.indicator_id
		AND o.measure = p.measure AND o.period = p.period
		AND o.area = s.area AND o.place = 0
WHERE o.value IS NOT NULL
ORDER BY s.line, p.place;
