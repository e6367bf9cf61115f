-- SPDX-License-Identifier: MIT
-- The pillars' scores as cells: the row is the place in ranking.sql, the
-- column the place in pillar.sql, both from 0. They are those of the period of
-- the ranking.
WITH pillar AS MATERIALIZED (
	SELECT n.indicator_id,
		row_number() OVER (ORDER BY n.ordinal, n.indicator) - 1
			AS place
	FROM indicator AS n
	WHERE n.dataset = :dataset AND n.edition = :edition
		AND n.parent = 'overall'
	ORDER BY n.ordinal, n.indicator
	LIMIT 20
)
SELECT s.line - 1 AS line, p.place, o.value
FROM standing_edition AS t
CROSS JOIN standing AS s ON s.dataset = t.dataset AND s.edition = t.edition
CROSS JOIN pillar AS p
CROSS JOIN observation AS o
	ON o.release_id = t.release_id AND o.indicator_id = p.indicator_id
		AND o.measure = 'score' AND o.period = t.period
		AND o.area = s.area AND o.place = 0
WHERE t.dataset = :dataset AND t.edition = :edition AND o.value IS NOT NULL
ORDER BY s.line, p.place;
