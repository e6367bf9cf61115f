-- SPDX-License-Identifier: MIT
-- title: Where every area stood in each of the periods that one release holds
-- about: trajectories
-- arguments: DATASET/EDITION[@RELEASE] INDICATOR [AREA]
-- asks: views
-- unit: places; value: the unit of the indicator; percentile: 0 to 100
-- source: period_standing, whose requirements say what value, rank, place and
--   areas are
--
-- Parameters: :release, :indicator, :area (NULL: all), :areas (NULL: all)
-- Order: by area, then by period (turn of period_standing).
--
-- 1. percentile is 100 * (areas - place) / (areas - 1), as in course.
-- 2. place_change is how many places the area moved towards the better end since
--    the period before of this indicator, value_change by how much its value
--    grew; there is none where that period has no value of it.
-- 3. best and worst are the least and the greatest place that the area has in
--    any period.
WITH way AS (
	SELECT p.area, p.period, p.turn, p.value, p.rank, p.place, p.areas,
		lag(p.turn) OVER w = p.turn - 1 AS follows,
		lag(p.place) OVER w AS place_before,
		lag(p.value) OVER w AS value_before,
		min(p.place) OVER (PARTITION BY p.area) AS best,
		max(p.place) OVER (PARTITION BY p.area) AS worst
	FROM period_standing AS p
	WHERE p.release_id = :release AND p.indicator = :indicator
		AND (:area IS NULL OR p.area = :area)
		AND (:areas IS NULL
			OR p.area IN (SELECT value FROM json_each(:areas)))
	WINDOW w AS (PARTITION BY p.area ORDER BY p.turn)
)
SELECT w.area, a.name, w.period, w.value, w.rank, w.place, w.areas,
	CASE WHEN w.areas > 1
		THEN round(100.0 * (w.areas - w.place) / (w.areas - 1), 6) END
		AS percentile,
	CASE WHEN w.follows THEN w.place_before - w.place END AS place_change,
	CASE WHEN w.follows THEN round(w.value - w.value_before,
		max(decimals(w.value), decimals(w.value_before))) END
		AS value_change,
	w.best, w.worst
FROM way AS w
JOIN area AS a ON a.area = w.area
ORDER BY w.area, w.turn;
