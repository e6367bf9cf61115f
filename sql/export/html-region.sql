-- SPDX-License-Identifier: MIT
-- The regions that the chart can draw: those with an area in the edition.
--
-- 1. :scheme comes first, then the others by name; inside one from the world
--    down and in the order of its codes. level counts the regions above.
-- 2. members are the areas, in the order of the ranking.
WITH RECURSIVE tree (scheme, region, name, level, path) AS (
	SELECT scheme, region, name, 0, region
	FROM region
	WHERE parent IS NULL
	UNION ALL
	SELECT g.scheme, g.region, g.name, t.level + 1,
		t.path || '/' || g.region
	FROM tree AS t
	JOIN region AS g ON g.scheme = t.scheme AND g.parent = t.region
)
SELECT scheme, spoken('scheme', title) AS title, region,
	spoken('region', name) AS name, level,
	group_concat(area, ' ') AS members
FROM (
	SELECT t.scheme, c.title, t.region, t.name, t.level, t.path, s.area
	FROM tree AS t
	JOIN scheme AS c ON c.scheme = t.scheme
	JOIN region_area AS i ON i.scheme = t.scheme AND i.region = t.region
	JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
			AND s.area = i.area
	WHERE s.place IS NOT NULL
	ORDER BY t.scheme, t.path, s.line
)
GROUP BY scheme, title, region, name, level, path
ORDER BY scheme <> :scheme, scheme, path;
