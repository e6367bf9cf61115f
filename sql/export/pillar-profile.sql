-- SPDX-License-Identifier: MIT
-- Each area's strongest and weakest pillar, in the order of the ranking.
-- pillar-cell.sql gives the columns behind these and must keep the order of the
-- rows.
--
-- 1. A pillar counts that pillar-scored.sql names and that the area has a score
--    of.
-- 2. Its distance is the score less the world's mean, as a share of the
--    pillar's scale, positive towards the better end. The world's mean is the
--    unweighted one of all areas of the edition that have a score.
-- 3. The strongest has the greatest distance, the weakest the least; of equal
--    ones the strongest is the first in the tree and the weakest the last. An
--    area with fewer than two pillars has neither.
-- 4. The difference beside a name is the score less the mean, in points of the
--    pillar, whichever end is the better.
WITH score AS MATERIALIZED (
	SELECT f.area, p.scored AS place, p.label,
		p.scale_max - p.scale_min AS width, p.direction, f.value,
		avg(f.value) OVER (PARTITION BY p.place) AS mean
	FROM pillar AS p
	CROSS JOIN pillar_figure AS f ON f.place = p.place
	WHERE p.scored IS NOT NULL
),
distance AS (
	SELECT area, place, label, value - mean AS difference,
		CASE direction WHEN 'lower' THEN mean - value
			ELSE value - mean END / width AS distance
	FROM score
),
ordered AS (
	SELECT area, label, difference, row_number() OVER w AS from_best,
		count(*) OVER (PARTITION BY area) AS pillars
	FROM distance
	WINDOW w AS (PARTITION BY area ORDER BY distance DESC, place)
),
named AS MATERIALIZED (
	SELECT area, max(CASE from_best WHEN 1 THEN label END) AS strongest,
		max(CASE from_best WHEN 1 THEN difference END) AS above,
		max(CASE from_best WHEN pillars THEN label END) AS weakest,
		max(CASE from_best WHEN pillars THEN difference END) AS below
	FROM ordered
	WHERE pillars > 1
	GROUP BY area
)
SELECT area_name(a.area, a.name) AS name, s.area,
	spoken('region', g.name) AS subregion,
	n.strongest, n.above, n.weakest, n.below
FROM standing AS s
JOIN area AS a ON a.area = s.area
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = s.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
LEFT JOIN named AS n ON n.area = s.area
WHERE s.dataset = :dataset AND s.edition = :edition
ORDER BY s.line;
