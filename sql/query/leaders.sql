-- SPDX-License-Identifier: MIT
-- title: Who leads each region, and by how much
-- about: regions
-- arguments: DATASET/EDITION
-- asks: derived
--
-- Parameters: :dataset, :edition, :scheme (NULL: all schemes)
-- Order: by scheme, then by region.
-- A difference of two published scores has as many decimals as they have.
SELECT l.scheme, l.region, r.name AS region_name, l.leader, a.name, l.rank,
	l.score, l.runner_up,
	round(l.gap, coalesce(e.decimals,
		max(decimals(l.score), decimals(l.runner_up_score)))) AS gap,
	l.areas
FROM region_leader AS l
JOIN edition AS e ON e.dataset = l.dataset AND e.edition = l.edition
JOIN region AS r ON r.scheme = l.scheme AND r.region = l.region
JOIN area AS a ON a.area = l.leader
WHERE l.dataset = :dataset
	AND l.edition = :edition
	AND (:scheme IS NULL OR l.scheme = :scheme)
ORDER BY l.scheme, l.region;
