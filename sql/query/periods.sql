-- SPDX-License-Identifier: MIT
-- title: Where every area stood in each of the periods that one release holds
-- about: trajectories
-- arguments: DATASET/EDITION[@RELEASE] INDICATOR [AREA]
-- asks: content
-- empty: the release has no such figures of the areas
-- unit: ranks and places: places, counted from 1; value: the unit of the
--   indicator; percentile: per cent
-- source: the figures of the release. percentile is as in course
--
-- Parameters: :release, :indicator, :area (NULL: all), :areas (NULL: all)
-- Order: by area, then by period, in the order of the year that it ends with
-- or else begins with (see the view overall in sql/schema), then of its text.
--
-- 1. value is the score of the indicator, or where the release has no score of
--    it the raw figure. Each period of which the release has a cell of the
--    area has a row; a cell without a figure has no place.
-- 2. place is the competition rank (1, 2, 2, 4) by value among the areas of
--    the period, the best first: the highest, or the lowest where the
--    indicator's direction says so. areas is how many have one, rank what the
--    release itself gives, if it does.
-- 3. percentile is 100 (w + t / 2) / (areas - 1), where w areas are worse and
--    t others share the place; there is none where one area has a figure only.
-- 4. place_change is how many places the area moved towards the better end
--    since the period before of this indicator, value_change by how much its
--    value grew; there is none where that period has no value of it, nor from
--    one without a year (such as 'latest') to one with it.
-- 5. best and worst are the least and the greatest place that the area has in
--    any period.
WITH figure AS MATERIALIZED (
	SELECT n.direction, o.period, o.area, o.value, k.value AS rank,
		CASE WHEN substr(o.period, -4) GLOB '[12][0-9][0-9][0-9]'
			THEN substr(o.period, -4)
			WHEN o.period GLOB '[12][0-9][0-9][0-9]*'
			THEN substr(o.period, 1, 4) END AS year
	FROM release AS r
	CROSS JOIN indicator AS n
		ON n.dataset = r.dataset AND n.edition = r.edition
			AND n.indicator = :indicator
	CROSS JOIN observation AS o
		ON o.release_id = r.release_id
			AND o.indicator_id = n.indicator_id
			AND o.measure = CASE WHEN EXISTS (
				SELECT 1
				FROM observation AS s
				WHERE s.release_id = r.release_id
					AND s.indicator_id = n.indicator_id
					AND s.measure = 'score'
					AND s.value IS NOT NULL)
				THEN 'score' ELSE 'raw' END
			AND o.place = 0
	LEFT JOIN observation AS k
		ON k.release_id = o.release_id
			AND k.indicator_id = o.indicator_id
			AND k.measure = 'rank' AND k.period = o.period
			AND k.area = o.area AND k.place = 0
	WHERE r.release_id = :release
),
placed AS (
	SELECT period, year, area, value, rank,
		dense_rank() OVER (ORDER BY year, period) AS turn,
		CASE WHEN value IS NOT NULL THEN rank() OVER (
			PARTITION BY period
			ORDER BY CASE direction WHEN 'lower' THEN value
				ELSE -value END NULLS LAST) END AS place,
		count(value) OVER (PARTITION BY period) AS areas,
		count(*) OVER (PARTITION BY period, value) AS share
	FROM figure
),
way AS (
	SELECT area, period, turn, value, rank, place, areas, share,
		lag(turn) OVER w = turn - 1 AND (year IS NULL)
			= (lag(year) OVER w IS NULL) AS follows,
		lag(place) OVER w AS place_before,
		lag(value) OVER w AS value_before,
		min(place) OVER (PARTITION BY area) AS best,
		max(place) OVER (PARTITION BY area) AS worst
	FROM placed
	WHERE (CAST(:area AS TEXT) IS NULL OR area = :area)
		AND (CAST(:areas AS TEXT) IS NULL
			OR area IN (SELECT value FROM json_each(:areas)))
	WINDOW w AS (PARTITION BY area ORDER BY turn)
)
SELECT w.area, a.name, w.period, w.value, w.rank, w.place, w.areas,
	CASE WHEN w.areas > 1 THEN
		round(100 * (w.areas - w.place - (w.share - 1)
			/ CAST(2 AS REAL))
			/ (w.areas - 1), 10) END AS percentile,
	CASE WHEN w.follows THEN w.place_before - w.place END AS place_change,
	CASE WHEN w.follows THEN round(w.value - w.value_before,
		max(decimals(w.value), decimals(w.value_before))) END
		AS value_change,
	w.best, w.worst
FROM way AS w
JOIN area AS a ON a.area = w.area
ORDER BY w.area, w.turn;
