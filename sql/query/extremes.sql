-- SPDX-License-Identifier: MIT
-- title: The best and the worst that every area was, and when
-- about: trajectories
-- arguments: DATASET [AREA]
-- asks: derived
-- empty: none of the areas has an overall rank or score in any edition
-- unit: rank: places, the best first; score: the unit of the edition's overall
-- source: standing
--
-- Parameters: :dataset, :area (NULL: all), :areas (NULL: all), :across
-- Order: by area, ranks before scores, over all editions before each regime.
--
-- 1. Of each area there is a row for its ranks and one for its scores over all
--    editions (regime is NULL) and in each regime. A rank is the place of
--    standing: 1 is the best, whichever end the publisher counts from.
-- 2. best and worst are reached in as many editions as best_times and
--    worst_times say, first in best_first and worst_first, last in best_last
--    and worst_last. Equal is what was published as equal.
-- 3. editions says in how many the area has such a figure; without any there
--    is no row. range is by how much worst is worse than best: 0 or more.
-- 4. comparable is 'no' where the editions with a figure are of several
--    regimes. Scores of several regimes have a row with --across-regimes only,
--    and never where they are of several scales or the better one is on
--    different sides.
WITH figure AS (
	SELECT s.area, 'rank' AS measure, t.position, t.regime,
		s.place AS value, 1 AS sign, NULL AS scale
	FROM standing AS s
	JOIN standing_edition AS t
		ON t.dataset = s.dataset AND t.edition = s.edition
	WHERE s.dataset = :dataset AND s.place IS NOT NULL
	UNION ALL
	SELECT s.area, 'score', t.position, t.regime, s.score,
		CASE t.direction WHEN 'lower' THEN 1 ELSE -1 END,
		json_array(n.scale_min, n.scale_max)
	FROM standing AS s
	JOIN standing_edition AS t
		ON t.dataset = s.dataset AND t.edition = s.edition
	JOIN indicator AS n
		ON n.dataset = s.dataset AND n.edition = s.edition
			AND n.indicator = 'overall'
	WHERE s.dataset = :dataset AND s.score IS NOT NULL
),
scope AS (
	SELECT area, measure, position, regime AS of, regime, value, sign,
		scale
	FROM figure
	UNION ALL
	SELECT area, measure, position, NULL, regime, value, sign, scale
	FROM figure
),
ends AS (
	SELECT area, measure, of, position, regime, value, sign, scale,
		min(sign * value) OVER w AS best,
		max(sign * value) OVER w AS worst
	FROM scope
	WHERE (CAST(:area AS TEXT) IS NULL OR area = :area)
		AND (CAST(:areas AS TEXT) IS NULL
			OR area IN (SELECT value FROM json_each(:areas)))
	WINDOW w AS (PARTITION BY area, measure, of)
),
found AS (
	SELECT area, measure, of, count(*) AS editions,
		min(sign) = max(sign) AS one_side,
		min(scale) = max(scale) AS one_scale,
		min(regime) = max(regime) AS one_regime,
		min(position) AS since,
		min(sign) * best AS best,
		count(*) FILTER (WHERE sign * value = best) AS best_times,
		min(position) FILTER (WHERE sign * value = best) AS best_first,
		max(position) FILTER (WHERE sign * value = best) AS best_last,
		min(sign) * worst AS worst,
		count(*) FILTER (WHERE sign * value = worst) AS worst_times,
		min(position) FILTER (WHERE sign * value = worst)
			AS worst_first,
		max(position) FILTER (WHERE sign * value = worst) AS worst_last
	FROM ends
	GROUP BY area, measure, of, best, worst
)
SELECT f.area, a.name, f.measure, f.of AS regime,
	CASE WHEN f.one_regime THEN 'yes' ELSE 'no' END AS comparable,
	f.editions, f.best, f.best_times, b.edition AS best_first,
	c.edition AS best_last, f.worst, f.worst_times,
	w.edition AS worst_first, v.edition AS worst_last,
	round(abs(f.worst - f.best), max(decimals(f.best), decimals(f.worst)))
		AS range
FROM found AS f
JOIN area AS a ON a.area = f.area
JOIN standing_edition AS b
	ON b.dataset = :dataset AND b.position = f.best_first
JOIN standing_edition AS c
	ON c.dataset = :dataset AND c.position = f.best_last
JOIN standing_edition AS w
	ON w.dataset = :dataset AND w.position = f.worst_first
JOIN standing_edition AS v
	ON v.dataset = :dataset AND v.position = f.worst_last
WHERE f.measure = 'rank'
	OR (f.one_side AND (f.one_regime OR (:across AND f.one_scale)))
ORDER BY f.area, f.measure, f.of IS NOT NULL, f.since, f.of;
