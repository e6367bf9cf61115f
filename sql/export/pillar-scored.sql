-- SPDX-License-Identifier: MIT
-- The pillars whose scores can be held against each other, in the order of the
-- tree; the columns are those of pillar.sql.
--
-- 1. They have a weight in the overall score, a score of an area in the period
--    of the ranking, and a scale.
-- 2. decimals is that of the scores, four at the most.
SELECT spoken('indicator', n.label) AS label, n.indicator, 'score' AS measure,
	min(4, coalesce(n.decimals, max(decimals(o.value)))) AS decimals,
	0 AS thousands, n.scale_min, n.scale_max, n.direction
FROM standing_edition AS t
CROSS JOIN indicator AS n
	ON n.dataset = t.dataset AND n.edition = t.edition
		AND n.parent = 'overall' AND n.weight > 0
		AND n.scale_max > n.scale_min
CROSS JOIN observation AS o
	ON o.release_id = t.release_id AND o.indicator_id = n.indicator_id
		AND o.measure = 'score' AND o.period = t.period AND o.place = 0
WHERE t.dataset = :dataset AND t.edition = :edition AND o.value IS NOT NULL
GROUP BY n.indicator_id
ORDER BY n.ordinal, n.indicator
LIMIT 20;
