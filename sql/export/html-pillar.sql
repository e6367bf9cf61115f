-- SPDX-License-Identifier: MIT
-- The pillars of the edition: what is right under the overall score, in the
-- order of its tree, the first twenty.
--
-- 1. measure is score, or raw for a pillar that has no score. One of which the
--    release gives nothing in the period of the ranking is left out. The other
--    queries of the page count them in the same way.
-- 2. decimals is how many places are shown: of scores those that are published;
--    where that is not said, and of raw figures, as many as there are, four at
--    the most.
-- 3. Two of one label are told apart by their names.
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
SELECT p.pillar, n.indicator, spoken('indicator', n.label)
		|| CASE WHEN count(*) OVER (PARTITION BY lower(n.label)) > 1
			THEN ' (' || n.indicator || ')' ELSE '' END AS label,
	p.measure, n.direction, n.scale_min, n.scale_max,
	CASE WHEN p.measure = 'score' AND n.decimals IS NOT NULL
		THEN min(n.decimals, 9)
		ELSE (SELECT min(coalesce(n.decimals, 4), 4,
				max(decimals(o.value)))
			FROM observation AS o
			WHERE o.release_id = p.release_id
				AND o.indicator_id = p.indicator_id
				AND o.measure = p.measure
				AND o.period = p.period AND o.place = 0
				AND o.value IS NOT NULL) END AS decimals
FROM pillar AS p
JOIN indicator AS n ON n.indicator_id = p.indicator_id
WHERE p.pillar < 20
ORDER BY p.pillar;
