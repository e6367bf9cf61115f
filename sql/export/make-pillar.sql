-- SPDX-License-Identifier: MIT
-- The temporary table pillar: what is right under the overall score of the
-- edition, in the order of its tree, the first twenty.
--
-- 1. measure is 'score', or 'raw' of a pillar that has no score in the period of
--    the ranking. One of which the release gives nothing there is left out.
-- 2. place counts them from 0.
-- 3. scored counts those whose scores can be held against each other, which have
--    a weight in the overall score and a scale; it is NULL for the others.
-- 4. places is how many decimals its figures have; shown how many of them are
--    shown: of scores those that are published; where that is not said, and of
--    raw figures, as many as there are, four at the most.
-- 5. label is in the report's language; two of one label are told apart by their
--    names.
WITH measured AS MATERIALIZED (
	SELECT n.indicator_id, o.measure, max(decimals(o.value)) AS places,
		max(abs(o.value)) AS greatest, t.release_id, t.period,
		row_number() OVER (PARTITION BY n.indicator_id
			ORDER BY o.measure = 'score' DESC) AS choice
	FROM standing_edition AS t
	CROSS JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND n.parent = 'overall'
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id
			AND o.indicator_id = n.indicator_id
			AND o.measure IN ('score', 'raw')
			AND o.period = t.period AND o.place = 0
	WHERE t.dataset = :dataset AND t.edition = :edition
		AND o.value IS NOT NULL
	GROUP BY n.indicator_id, o.measure
),
kept AS (
	SELECT n.*, m.measure, m.places, m.greatest, m.release_id, m.period,
		row_number() OVER (ORDER BY n.ordinal, n.indicator) - 1
			AS place,
		m.measure = 'score' AND n.weight > 0
			AND n.scale_max > n.scale_min AS is_scored
	FROM measured AS m
	JOIN indicator AS n ON n.indicator_id = m.indicator_id
	WHERE m.choice = 1
	ORDER BY n.ordinal, n.indicator
	LIMIT 20
)
SELECT place, indicator_id, indicator, spoken('indicator', label)
		|| CASE WHEN count(*) OVER (PARTITION BY lower(label)) > 1
			THEN ' (' || indicator || ')' ELSE '' END AS label,
	decimals, places, greatest,
	CASE WHEN measure = 'score' AND decimals IS NOT NULL
		THEN min(decimals, 9)
		ELSE min(coalesce(decimals, 4), 4, places) END AS shown,
	scale_min, scale_max, direction, measure, release_id, period,
	CASE WHEN is_scored THEN row_number() OVER (
		PARTITION BY is_scored ORDER BY place) - 1 END AS scored
FROM kept
ORDER BY place;
