-- SPDX-License-Identifier: MIT
-- Resource editions: every edition that has a release, in order of time.
--
-- 1. Those of one regime share a method and may be compared.
-- 2. release is the current one, empty where none is.
SELECT e.edition, e.ordinal, e.regime, g.title AS regime_title, e.period,
	e.direction, e.first, e.decimals, e.scale_min, e.scale_max, c.release
FROM edition AS e
JOIN regime AS g ON g.dataset = e.dataset AND g.regime = e.regime
LEFT JOIN release AS c
	ON c.dataset = e.dataset AND c.edition = e.edition
		AND c.state = 'current'
WHERE e.dataset = :dataset
	AND EXISTS (SELECT 1 FROM release AS r
		WHERE r.dataset = e.dataset AND r.edition = e.edition)
ORDER BY e.ordinal;
