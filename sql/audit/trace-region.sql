-- SPDX-License-Identifier: MIT
-- The regions of an area, to be traced to their cells.
--
-- Parameters: :dataset, :edition, :area, :scheme (NULL: all)
-- 1. place is that of the area; it is NULL where it has neither rank nor score.
-- 2. members are the codes of the areas that count in the region, in the order
--    of their places; areas of it that the edition does not list are left out.
WITH mine AS MATERIALIZED (
	SELECT p.scheme, p.region, p.place
	FROM region_standing AS p
	WHERE p.dataset = :dataset AND p.edition = :edition
		AND p.area = :area
)
SELECT g.scheme, g.region, r.name AS region_name, y.place, g.areas, g.leader, g.rank, g.score, g.runner_up, g.runner_up_score AS next_score,
	g.gap,
	(SELECT group_concat(x.area, ' ')
	FROM (
		SELECT s.area
		FROM region_area AS m
		CROSS JOIN standing AS s ON s.dataset = :dataset
			AND s.edition = :edition AND s.area = m.area
		WHERE m.scheme = g.scheme AND m.region = g.region
			AND (s.rank IS NOT NULL OR s.score IS NOT NULL)
		ORDER BY s.line) AS x) AS members
FROM region_leader AS g
CROSS JOIN region_area AS i
	ON i.scheme = g.scheme AND i.region = g.region AND i.area = :area
CROSS JOIN region AS r ON r.scheme = g.scheme AND r.region = g.region
LEFT JOIN mine AS y ON y.scheme = g.scheme AND y.region = g.region
WHERE g.dataset = :dataset AND g.edition = :edition
	AND (:scheme IS NULL OR g.scheme = :scheme)
ORDER BY g.scheme, g.areas, g.region;
