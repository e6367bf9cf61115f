-- SPDX-License-Identifier: MIT
-- The pillars of the edition: what is right under the overall score, in the
-- order of its tree, the first twenty.
--
-- 1. measure is score, or raw for a pillar that has no score.
-- 2. decimals is how many places are shown: as many as its figures have, those
--    of the indicator and four at the most.
-- 3. Two of one label are told apart by their names.
SELECT row_number() OVER (ORDER BY n.ordinal, n.indicator) - 1 AS pillar,
	n.indicator, spoken('indicator', n.label)
		|| CASE WHEN count(*) OVER (PARTITION BY lower(n.label)) > 1
			THEN ' (' || n.indicator || ')' ELSE '' END AS label,
	m.measure, n.direction, n.unit, n.scale_min, n.scale_max,
	(SELECT min(4, coalesce(n.decimals, 4),
		coalesce(max(places(o.value)), 0))
	FROM observation AS o
	WHERE o.release_id = t.release_id AND o.indicator_id = n.indicator_id
		AND o.measure = m.measure AND o.period = t.period
		AND o.place = 0) AS decimals
FROM standing_edition AS t
JOIN indicator AS n ON n.dataset = t.dataset AND n.edition = t.edition
JOIN (SELECT 'score' AS measure UNION ALL SELECT 'raw') AS m
	ON m.measure = CASE WHEN EXISTS (
		SELECT 1 FROM observation AS o
		WHERE o.release_id = t.release_id
			AND o.indicator_id = n.indicator_id
			AND o.measure = 'score')
		THEN 'score' ELSE 'raw' END
WHERE t.dataset = :dataset AND t.edition = :edition AND n.parent = 'overall'
ORDER BY n.ordinal, n.indicator
LIMIT 20;
