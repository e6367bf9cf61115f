-- SPDX-License-Identifier: MIT
-- The scores that a release gives in a period.
-- ?1 the release, ?2 the period
--
-- Order: by indicator, as in the tree, and area.
SELECT o.area, n.indicator, o.value
FROM release AS r
CROSS JOIN indicator AS n ON n.dataset = r.dataset AND n.edition = r.edition
CROSS JOIN observation AS o
	ON o.release_id = r.release_id AND o.indicator_id = n.indicator_id
		AND o.measure = 'score' AND o.period = ?2 AND o.place = 0
WHERE r.release_id = ?1 AND o.value IS NOT NULL
ORDER BY n.ordinal, n.indicator, o.area;
