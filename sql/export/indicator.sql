-- SPDX-License-Identifier: MIT
-- The indicators of the newest edition, as its tree has them, with how much of
-- each is there.
SELECT spoken('indicator', n.label) AS label, n.indicator,
	spoken('indicator', p.label) AS within, spoken('word', n.unit) AS unit,
	spoken('word', n.direction) AS direction,
	n.scale_min, n.scale_max,
	(SELECT count(*) FROM observation AS o
	WHERE o.release_id = r.release_id
		AND o.indicator_id = n.indicator_id) AS observations
FROM indicator AS n
JOIN release AS r
	ON r.dataset = n.dataset AND r.edition = n.edition
		AND r.state = 'current'
LEFT JOIN indicator AS p
	ON p.dataset = n.dataset AND p.edition = n.edition
		AND p.indicator = n.parent
WHERE n.dataset = :dataset AND n.edition = :edition
ORDER BY n.ordinal, n.indicator;
