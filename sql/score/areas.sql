-- SPDX-License-Identifier: MIT
-- The areas to which a release gives a score in a period, or a rank by overall.
-- ?1 the release, ?2 the period
--
-- Order: by code.
WITH given AS (
	SELECT o.area, max(CASE o.measure WHEN 'rank' THEN o.value END) AS rank
	FROM release AS r
	CROSS JOIN indicator AS n
		ON n.dataset = r.dataset AND n.edition = r.edition
	CROSS JOIN observation AS o
		ON o.release_id = r.release_id
			AND o.indicator_id = n.indicator_id
			AND o.measure IN ('rank', 'score')
			AND o.period = ?2 AND o.place = 0
	WHERE r.release_id = ?1 AND o.value IS NOT NULL
		AND (o.measure = 'score' OR n.indicator = 'overall')
	GROUP BY o.area
)
SELECT g.area, a.name, g.rank
FROM given AS g
JOIN area AS a ON a.area = g.area
ORDER BY g.area;
