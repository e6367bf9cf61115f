-- SPDX-License-Identifier: MIT
-- The editions in the order of time, each with its current release.
--
-- 1. at counts them from 0; starts is 1 where the method is another than in the
--    edition before.
-- 2. areas is how many of the edition have a place.
SELECT e.position - 1 AS at, e.edition, spoken('regime', g.title) AS method,
	e.regime IS NOT lag(e.regime) OVER (ORDER BY e.position) AS starts,
	e.ranks,
	(SELECT count(*) FROM standing AS s
	WHERE s.dataset = e.dataset AND s.edition = e.edition
		AND s.place IS NOT NULL) AS areas,
	r.release, r.file, r.url
FROM standing_edition AS e
JOIN regime AS g ON g.dataset = e.dataset AND g.regime = e.regime
JOIN release AS r ON r.release_id = e.release_id
WHERE e.dataset = :dataset
ORDER BY e.position;
