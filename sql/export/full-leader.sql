-- SPDX-License-Identifier: MIT
-- Who leads each region in each edition, the newest first: see
-- sql/derive/region_leader.sql. Schemes stand by name, M49 first; regions by
-- code.
--
-- 1. rank is as published; NULL where the leader has none.
-- 2. gap is the leader's score less the runner-up's, towards the better end, to
--    the places of the newest edition.
SELECT l.edition, spoken('scheme', c.title) AS scheme, l.region,
	spoken('region', g.name) AS name, area_name(a.area, a.name) AS leader,
	l.leader AS area, l.rank, l.score,
	CASE WHEN b.area IS NOT NULL THEN area_name(b.area, b.name) END
		AS runner_up,
	l.runner_up AS runner_up_area, l.runner_up_score,
	round(l.gap, :decimals) AS gap, l.areas
FROM region_leader AS l
JOIN standing_edition AS t ON t.dataset = l.dataset AND t.edition = l.edition
JOIN region AS g ON g.scheme = l.scheme AND g.region = l.region
JOIN scheme AS c ON c.scheme = l.scheme
JOIN area AS a ON a.area = l.leader
LEFT JOIN area AS b ON b.area = l.runner_up
WHERE l.dataset = :dataset
ORDER BY t.position DESC, l.scheme <> 'm49', l.scheme, l.region;
