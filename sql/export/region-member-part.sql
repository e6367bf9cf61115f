-- SPDX-License-Identifier: MIT
-- The pillars' figures of a region's areas as cells: the row is the place in
-- region-member.sql, the column that in region-pillar.sql, both from 0. They are
-- those of the period of the ranking: scores, or the raw figures of a pillar
-- that has no score.
WITH pillar AS MATERIALIZED (
	SELECT n.indicator_id, t.release_id, t.period,
		row_number() OVER (ORDER BY n.ordinal, n.indicator) - 1
			AS place,
		CASE WHEN EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = 'score')
			THEN 'score' ELSE 'raw' END AS measure
	FROM standing_edition AS t
	JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
	WHERE t.dataset = :dataset AND t.edition = :edition
		AND n.parent = 'overall'
	ORDER BY n.ordinal, n.indicator
	LIMIT 20
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
SELECT r.line, p.place, o.value
FROM row_of AS r
CROSS JOIN pillar AS p
CROSS JOIN observation AS o
	ON o.release_id = p.release_id AND o.indicator_id = p.indicator_id
		AND o.measure = p.measure AND o.period = p.period
		AND o.area = r.area AND o.place = 0
WHERE o.value IS NOT NULL
ORDER BY r.line, p.place;
