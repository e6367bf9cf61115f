-- SPDX-License-Identifier: MIT
-- The indicators of an edition without an overall score, as its tree has them,
-- with how many figures there are of each.
SELECT spoken('indicator', n.label) AS label, n.indicator,
	spoken('word', n.unit) AS unit,
	n.scale_min, n.scale_max,
	(SELECT count(*) FROM observation AS o
	WHERE o.release_id = r.release_id
		AND o.indicator_id = n.indicator_id) AS observations
FROM indicator AS n
JOIN release AS r
	ON r.dataset = n.dataset AND r.edition = n.edition
		AND r.state = 'current'
WHERE n.dataset = :dataset AND n.edition = :edition
ORDER BY n.ordinal, n.indicator;
