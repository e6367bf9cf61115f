-- SPDX-License-Identifier: MIT
-- Resource regions: who leads each region of each scheme in the edition.
--
-- 1. The columns are those of sql/derive/region_leader.sql; a region of which no
--    area is ranked is left out.
-- 2. gap has as many decimals as the two published scores.
SELECT l.scheme, c.title AS scheme_title, l.region, g.name, g.parent, l.areas,
	l.leader, l.rank, l.score, l.runner_up, l.runner_up_score,
	round(l.gap, max(decimals(l.score), decimals(l.runner_up_score))) AS gap
FROM region_leader AS l
JOIN scheme AS c ON c.scheme = l.scheme
JOIN region AS g ON g.scheme = l.scheme AND g.region = l.region
WHERE l.dataset = :dataset AND l.edition = :edition
ORDER BY l.scheme <> 'm49', l.scheme, l.region;
