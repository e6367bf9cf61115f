-- SPDX-License-Identifier: MIT
-- The tree of a release's edition from overall on, and the period in which the
-- release ranks by it.
-- ?1 the release
--
-- Order: depth-first, overall first.
WITH RECURSIVE root AS MATERIALIZED (
	SELECT indicator_id, period FROM overall WHERE release_id = ?1
),
node AS (
	SELECT indicator_id FROM root
	UNION ALL
	SELECT w.indicator_id
	FROM node AS b
	CROSS JOIN indicator AS n ON n.indicator_id = b.indicator_id
	CROSS JOIN indicator AS w
		ON w.dataset = n.dataset AND w.edition = n.edition
			AND w.parent = n.indicator
)
SELECT n.indicator, n.label, n.parent, n.weight, n.combine,
	n.direction = 'lower' AS lower, n.decimals, n.scale_min, n.scale_max,
	r.period, e.rank_sign,
	CASE e.ties WHEN 'competition' THEN e.ties_decimals END AS ties_decimals
FROM root AS r
CROSS JOIN node AS t
CROSS JOIN indicator AS n ON n.indicator_id = t.indicator_id
CROSS JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
ORDER BY n.ordinal, n.indicator;
