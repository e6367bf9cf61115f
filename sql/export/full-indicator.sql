-- SPDX-License-Identifier: MIT
-- The tree of every edition that has a current release, the newest first, each
-- indicator behind the one that it is part of.
--
-- 1. level is 0 at the top; weight is that among what is part of the same.
-- 2. combine says how an indicator follows from its parts.
SELECT n.edition, n.level, spoken('indicator', n.label) AS label, n.indicator,
	spoken('indicator', p.label) AS part_of, n.parent, n.weight,
	spoken('word', n.combine) AS combine,
	spoken('word', n.direction) AS direction,
	spoken('word', n.unit) AS unit, n.decimals, n.scale_min, n.scale_max
FROM indicator AS n
JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
JOIN release AS r
	ON r.dataset = n.dataset AND r.edition = n.edition
		AND r.state = 'current'
LEFT JOIN indicator AS p
	ON p.dataset = n.dataset AND p.edition = n.edition
		AND p.indicator = n.parent
WHERE n.dataset = :dataset
ORDER BY e.ordinal DESC, n.ordinal, n.indicator;
