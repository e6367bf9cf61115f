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
pillar AS MATERIALIZED (
	SELECT n.indicator_id, n.label, n.scale_max - n.scale_min AS width,
		n.direction, t.release_id, t.period,
		row_number() OVER (ORDER BY n.ordinal, n.indicator) AS place
	FROM standing_edition AS t
	CROSS JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND n.parent = 'overall' AND n.weight > 0
			AND n.scale_max > n.scale_min
	WHERE t.dataset = :dataset AND t.edition = :edition AND EXISTS (
		SELECT 1 FROM observation AS o
		WHERE o.release_id = t.release_id
			AND o.indicator_id = n.indicator_id
			AND o.measure = 'score' AND o.period = t.period
			AND o.place = 0 AND o.value IS NOT NULL)
	ORDER BY n.ordinal, n.indicator
	LIMIT 20
),
score AS MATERIALIZED (
	SELECT o.area, p.place, p.label, p.width, p.direction, o.value,
		avg(o.value) OVER (PARTITION BY p.place) AS world
	FROM pillar AS p
	CROSS JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
	CROSS JOIN observation AS o
		ON o.release_id = p.release_id
			AND o.indicator_id = p.indicator_id
			AND o.measure = 'score' AND o.period = p.period
			AND o.area = s.area AND o.place = 0
	WHERE o.value IS NOT NULL
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
	spoken('indicator', n.strongest) AS strongest, n.above,
	spoken('indicator', n.weakest) AS weakest, n.below
FROM listed AS l
JOIN tree AS t ON t.region = l.region
LEFT JOIN named AS n ON n.region = l.region AND t.within IS NOT NULL
ORDER BY t.path;
