-- SPDX-License-Identifier: MIT
-- Every edition that the spec knows, the newest first.
--
-- 1. One without a current release has a row too, without what a release gives.
-- 2. release is the start of the current release's hash; observations are its
--    figures, blank ones too.
SELECT e.edition, spoken('regime', g.title) AS method, e.period, e.areas,
	e.scale_min, e.scale_max, spoken('word', e.direction) AS direction,
	e.decimals, spoken('word', e.ties) AS ties,
	spoken('word', e.first) AS first, substr(r.release, 1, 12) AS release,
	r.published, CASE WHEN r.release_id IS NOT NULL THEN (
		SELECT count(*)
		FROM observation AS o
		WHERE o.release_id = r.release_id) END AS observations
FROM edition AS e
JOIN regime AS g ON g.dataset = e.dataset AND g.regime = e.regime
LEFT JOIN release AS r
	ON r.dataset = e.dataset AND r.edition = e.edition
		AND r.state = 'current'
WHERE e.dataset = :dataset
ORDER BY e.ordinal DESC;
