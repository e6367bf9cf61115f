-- SPDX-License-Identifier: MIT
-- The pillars' figures as cells: the row is the place in ranking.sql, the
-- column the place in pillar.sql, both from 0; and the area.
--
-- 1. They are those of the period of the ranking: scores, or the raw figures
--    of a pillar that has no score.
WITH pillar AS MATERIALIZED (
	SELECT n.indicator_id, n.indicator, n.ordinal, t.release_id, t.period,
		m.measure
	FROM standing_edition AS t
	JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND n.parent = 'overall'
	JOIN (SELECT 'score' AS measure UNION ALL SELECT 'raw') AS m
	WHERE t.dataset = :dataset AND t.edition = :edition
		AND EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = m.measure
				AND o.period = t.period AND o.place = 0
				AND o.value IS NOT NULL)
		AND (m.measure = 'score' OR NOT EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = 'score'
				AND o.period = t.period
				AND o.value IS NOT NULL))
),
placed AS MATERIALIZED (
	SELECT *, row_number() OVER (ORDER BY ordinal, indicator) - 1 AS place
	FROM pillar
)
SELECT s.line - 1 AS line, p.place, o.value, s.area
FROM standing AS s
CROSS JOIN placed AS p
CROSS JOIN observation AS o
	ON o.release_id = p.release_id AND o.indicator_id = p.indicator_id
		AND o.measure = p.measure AND o.period = p.period
		AND o.area = s.area AND o.place = 0
WHERE s.dataset = :dataset AND s.edition = :edition AND o.value IS NOT NULL
	AND p.place < 20
ORDER BY s.line, p.place;
