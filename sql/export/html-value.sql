-- SPDX-License-Identifier: MIT
-- The pillars' figures of the period of the ranking, in the order of
-- html-area.sql and html-pillar.sql: scores, or the raw figures of a pillar
-- that has no score. What is missing has no row.
WITH pillar AS MATERIALIZED (
	SELECT n.indicator_id, t.release_id, t.period, m.measure,
		row_number() OVER (ORDER BY n.ordinal, n.indicator) - 1
			AS pillar
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
				AND o.period = t.period AND o.place = 0
				AND o.value IS NOT NULL))
)
SELECT s.area, p.pillar, o.value
FROM standing AS s
CROSS JOIN pillar AS p
CROSS JOIN observation AS o
	ON o.release_id = p.release_id AND o.indicator_id = p.indicator_id
		AND o.measure = p.measure AND o.period = p.period
		AND o.area = s.area AND o.place = 0
WHERE s.dataset = :dataset AND s.edition = :edition AND o.value IS NOT NULL
	AND p.pillar < 20
ORDER BY s.line, p.pillar;
