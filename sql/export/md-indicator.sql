-- SPDX-License-Identifier: MIT
-- The indicators of an edition without an overall score, as its tree has them,
-- with how many figures there are of each.
SELECT n.indicator, spoken('indicator', n.label) AS label,
	spoken('word', n.unit) AS unit,
	(SELECT count(*) FROM observation AS o
	WHERE o.release_id = r.release_id
		AND o.indicator_id = n.indicator_id) AS observations
FROM indicator AS n
JOIN release AS r
	ON r.dataset = n.dataset AND r.edition = n.edition
		AND r.state = 'current'
WHERE n.dataset = :dataset AND n.edition = :edition
ORDER BY n.ordinal, n.indicator;
