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
WITH pillar AS MATERIALIZED (
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
	SELECT s.area, p.place, p.label, p.width, p.direction, o.value,
		avg(o.value) OVER (PARTITION BY p.place) AS mean
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
	spoken('indicator', n.strongest) AS strongest, n.above,
	spoken('indicator', n.weakest) AS weakest, n.below
FROM standing AS s
JOIN area AS a ON a.area = s.area
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = s.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
LEFT JOIN named AS n ON n.area = s.area
WHERE s.dataset = :dataset AND s.edition = :edition
ORDER BY s.line;
