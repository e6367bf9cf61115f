-- SPDX-License-Identifier: MIT
-- The regions of an area, to be traced to their cells.
--
-- Parameters: :dataset, :edition, :area, :scheme (NULL: all)
-- 1. place is that of the area; it is NULL where it has neither rank nor score.
-- 2. members are the codes of the areas that count in the region, in the order
--    of their places; areas of it that the edition does not list are left out.
SELECT g.scheme, g.region, r.name AS region_name,
	(SELECT p.place
	FROM region_standing AS p
	WHERE p.dataset = g.dataset AND p.edition = g.edition
		AND p.scheme = g.scheme AND p.region = g.region
		AND p.area = :area) AS place,
	g.areas, g.leader, g.rank, g.score, g.runner_up, g.runner_up_score AS next_score,
	g.gap,
	(SELECT group_concat(x.area, ' ')
	FROM (
		SELECT s.area
		FROM region_area AS m
		JOIN standing AS s ON s.dataset = g.dataset
			AND s.edition = g.edition AND s.area = m.area
		WHERE m.scheme = g.scheme AND m.region = g.region
			AND (s.rank IS NOT NULL OR s.score IS NOT NULL)
		ORDER BY s.line) AS x) AS members
FROM region_area AS i
JOIN region_leader AS g
	ON g.dataset = :dataset AND g.edition = :edition
		AND g.scheme = i.scheme AND g.region = i.region
JOIN region AS r ON r.scheme = g.scheme AND r.region = g.region
WHERE i.area = :area AND (:scheme IS NULL OR i.scheme = :scheme)
ORDER BY g.scheme, g.areas, g.region;
