-- SPDX-License-Identifier: MIT
-- What the overall score of an area is made of, against its region and the
-- world: pillars (level 1) and what is right under them (level 2), in the order
-- of the tree.
--
-- 1. Parts of weight 0 are left out: they do not count in the score.
-- 2. Figures are those of the period of the ranking: scores, or the raw figures
--    of a part that has no score; then there is no scale. Means are of all areas
--    that have one, each counting once.
-- 3. standing is how many standard deviations of all areas the figure is from
--    their mean, the better the greater; NULL where they do not differ.
-- 4. place is a competition rank among all areas, the best first.
WITH pillar AS MATERIALIZED (
	SELECT indicator FROM indicator
	WHERE dataset = :dataset AND edition = :edition AND parent = 'overall'
		AND weight <> 0
),
part AS MATERIALIZED (
	SELECT n.indicator_id, n.indicator, n.ordinal, n.label,
		n.parent = 'overall' AS is_pillar, n.scale_min, n.scale_max,
		CASE n.direction WHEN 'lower' THEN -1 ELSE 1 END AS up,
		t.release_id, t.period,
		CASE WHEN EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = 'score' AND o.period = t.period
				AND o.place = 0 AND o.value IS NOT NULL)
			THEN 'score' ELSE 'raw' END AS measure
	FROM standing_edition AS t
	JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
	WHERE t.dataset = :dataset AND t.edition = :edition
		AND n.weight <> 0
		AND (n.parent = 'overall'
			OR n.parent IN (SELECT indicator FROM pillar))
),
figure AS MATERIALIZED (
	SELECT p.indicator_id, o.area, o.value,
		rank() OVER (
			PARTITION BY p.indicator_id
			ORDER BY p.up * o.value DESC) AS place
	FROM part AS p
	CROSS JOIN observation AS o
		ON o.release_id = p.release_id
			AND o.indicator_id = p.indicator_id
			AND o.measure = p.measure AND o.period = p.period
			AND o.place = 0
	WHERE o.value IS NOT NULL
),
world AS MATERIALIZED (
	SELECT indicator_id, avg(value) AS mean, stddev_pop(value) AS deviation,
		count(*) AS areas
	FROM figure
	GROUP BY indicator_id
),
near AS MATERIALIZED (
	SELECT f.indicator_id, avg(f.value) AS mean
	FROM figure AS f
	JOIN region_area AS i
		ON i.scheme = :scheme AND i.region = :region
			AND i.area = f.area
	GROUP BY f.indicator_id
)
SELECT p.is_pillar, spoken('indicator', p.label) AS label, f.value,
	n.mean AS near, w.mean AS world, f.place, w.areas,
	CASE WHEN w.deviation > 0 THEN p.up * (f.value - w.mean) / w.deviation
		END AS standing,
	p.up, CASE p.measure WHEN 'score' THEN p.scale_min END AS scale_min,
	CASE p.measure WHEN 'score' THEN p.scale_max END AS scale_max
FROM part AS p
JOIN world AS w ON w.indicator_id = p.indicator_id
LEFT JOIN near AS n ON n.indicator_id = p.indicator_id
LEFT JOIN figure AS f
	ON f.indicator_id = p.indicator_id AND f.area = :area
ORDER BY p.ordinal, p.indicator;
