-- SPDX-License-Identifier: MIT
-- Which editions may be compared with which: those of one regime, as far as
-- they have a current release.
SELECT group_concat(e.edition, ', ') AS editions,
	spoken('regime', g.title) AS regime
FROM regime AS g
JOIN (
	SELECT e.dataset, e.edition, e.ordinal, e.regime
	FROM edition AS e
	JOIN release AS r
		ON r.dataset = e.dataset AND r.edition = e.edition
			AND r.state = 'current'
	WHERE e.dataset = :dataset
	ORDER BY e.ordinal
) AS e ON e.dataset = g.dataset AND e.regime = g.regime
WHERE g.dataset = :dataset
GROUP BY g.regime, g.title
ORDER BY min(e.ordinal), g.regime;
