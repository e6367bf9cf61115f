-- SPDX-License-Identifier: MIT
-- Resource indicators: the tree of each edition that has a current release.
--
-- 1. observations counts what the resource of that name has of it.
SELECT n.edition, n.indicator, n.parent, n.level, n.label, n.weight, n.combine,
	n.direction, n.unit, n.decimals, n.scale_min, n.scale_max,
	(SELECT count(*) FROM observation AS o
	WHERE o.release_id = r.release_id
		AND o.indicator_id = n.indicator_id) AS observations
FROM indicator AS n
JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
JOIN release AS r
	ON r.dataset = n.dataset AND r.edition = n.edition
		AND r.state = 'current'
WHERE n.dataset = :dataset
ORDER BY e.ordinal DESC, n.ordinal, n.indicator;
