-- SPDX-License-Identifier: MIT
-- The world and the regions of M49 with their strongest and weakest pillar,
-- from the world down. pillar-mean-cell.sql gives the columns behind these and
-- must keep the order of the rows.
--
-- 1. Regions with an area in the edition are listed, in the order of their
--    codes within the one above, and the world where M49 has it.
-- 2. areas is how many areas of the edition lie there; in the world they all
--    do, those of no region too.
-- 3. A pillar's distance is the region's mean less the world's, as in
--    pillar-profile.sql; the region at the top has none, since it is compared
--    with itself.
WITH RECURSIVE tree (region, name, within, path) AS (
	SELECT region, name, NULL, region
	FROM region
	WHERE scheme = 'm49' AND parent IS NULL
	UNION ALL
	SELECT g.region, g.name, t.name, t.path || '/' || g.region
	FROM tree AS t
	JOIN region AS g ON g.scheme = 'm49' AND g.parent = t.region
),
score AS MATERIALIZED (
	SELECT f.area, p.scored AS place, p.label,
		p.scale_max - p.scale_min AS width, p.direction, f.value,
		avg(f.value) OVER (PARTITION BY p.place) AS world
	FROM pillar AS p
	CROSS JOIN pillar_figure AS f ON f.place = p.place
	WHERE p.scored IS NOT NULL
),
mean AS (
	SELECT i.region, c.place, c.label, avg(c.value) - c.world AS difference,
		CASE c.direction WHEN 'lower' THEN c.world - avg(c.value)
			ELSE avg(c.value) - c.world END / c.width AS distance
	FROM score AS c
	JOIN region_area AS i ON i.scheme = 'm49' AND i.area = c.area
	GROUP BY i.region, c.place
),
ordered AS (
	SELECT region, label, difference, row_number() OVER w AS from_best,
		count(*) OVER (PARTITION BY region) AS pillars
	FROM mean
	WINDOW w AS (PARTITION BY region ORDER BY distance DESC, place)
),
named AS MATERIALIZED (
	SELECT region, max(CASE from_best WHEN 1 THEN label END) AS strongest,
		max(CASE from_best WHEN 1 THEN difference END) AS above,
		max(CASE from_best WHEN pillars THEN label END) AS weakest,
		max(CASE from_best WHEN pillars THEN difference END) AS below
	FROM ordered
	WHERE pillars > 1
	GROUP BY region
),
listed AS (
	SELECT i.region, count(*) AS areas
	FROM standing AS s
	JOIN region_area AS i ON i.scheme = 'm49' AND i.area = s.area
	WHERE s.dataset = :dataset AND s.edition = :edition
	GROUP BY i.region
)
SELECT spoken('region', t.name) AS region,
	CASE WHEN t.within IS NULL
		THEN (SELECT count(*) FROM standing AS s
			WHERE s.dataset = :dataset AND s.edition = :edition)
		ELSE l.areas END AS areas,
	spoken('region', t.within) AS within,
	n.strongest, n.above, n.weakest, n.below
FROM listed AS l
JOIN tree AS t ON t.region = l.region
LEFT JOIN named AS n ON n.region = l.region AND t.within IS NOT NULL
ORDER BY t.path;
