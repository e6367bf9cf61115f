-- SPDX-License-Identifier: MIT
-- The pillars of the newest edition: what is right under the overall score, in
-- the order of its tree.
--
-- 1. One of which the release gives nothing in the period of the ranking is
--    left out. pillar-score.sql must count them in the same way.
-- 2. measure is 'score', or 'raw' of a pillar that has no score.
-- 3. decimals is how many places are shown: of scores those that are published;
--    where that is not said, and of raw figures, as many as there are, four at
--    the most.
-- 4. thousands is 1 where the figures are great enough to be grouped.
-- 5. scale_min and scale_max are the ends of its scale, of scores only.
WITH pillar AS MATERIALIZED (
	SELECT n.indicator_id, n.indicator, n.label, n.ordinal, n.decimals,
		n.scale_min, n.scale_max, n.direction, t.release_id, t.period,
		CASE WHEN EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = 'score'
				AND o.period = t.period AND o.value IS NOT NULL)
			THEN 'score' ELSE 'raw' END AS measure
	FROM standing_edition AS t
	JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND n.parent = 'overall'
	WHERE t.dataset = :dataset AND t.edition = :edition
)
SELECT spoken('indicator', p.label) AS label, p.indicator, p.measure,
	CASE WHEN p.measure = 'score' AND p.decimals IS NOT NULL
		THEN min(p.decimals, 9)
		ELSE min(coalesce(p.decimals, 4), 4, max(decimals(o.value))) END
		AS decimals,
	max(abs(o.value)) >= 10000 AS thousands,
	CASE p.measure WHEN 'score' THEN p.scale_min END AS scale_min,
	CASE p.measure WHEN 'score' THEN p.scale_max END AS scale_max,
	p.direction
FROM pillar AS p
CROSS JOIN observation AS o
	ON o.release_id = p.release_id AND o.indicator_id = p.indicator_id
		AND o.measure = p.measure AND o.period = p.period
		AND o.place = 0
WHERE o.value IS NOT NULL
GROUP BY p.indicator_id
ORDER BY p.ordinal, p.indicator
LIMIT 20;
