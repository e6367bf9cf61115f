-- SPDX-License-Identifier: MIT
-- title: The indicators of an edition, and how much of each is there
-- about: content
-- arguments: DATASET/EDITION
-- asks: content
-- source: the specs, the current releases
--
-- Parameters: :dataset, :edition
-- Order: as in the edition's tree, each parent before what is under it.
--
-- 1. observations counts the figures of the current release, blank ones too, in
--    all periods and on all sheets.
SELECT n.indicator, n.label, n.parent, n.weight, n.combine, n.direction, n.unit,
	n.decimals, n.scale_min, n.scale_max,
	(SELECT count(*) FROM observation AS o
	WHERE o.release_id = r.release_id
		AND o.indicator_id = n.indicator_id) AS observations
FROM indicator AS n
JOIN release AS r
	ON r.dataset = n.dataset AND r.edition = n.edition
		AND r.state = 'current'
WHERE n.dataset = :dataset AND n.edition = :edition
ORDER BY n.ordinal, n.indicator;
