-- SPDX-License-Identifier: MIT
-- title: Every area's place in each of the periods that one release holds
-- about: trajectories
-- unit: place: places, counted from 1; value: the unit of the indicator
-- source: the figures of each release
--
-- 1. value is the score of an indicator, or where the release has no score of
--    it the raw figure. A cell without one has a row, and no place.
-- 2. place is the competition rank (1, 2, 2, 4) by value among the areas of the
--    period, the best first: the highest, or the lowest where the indicator's
--    direction says so. areas is how many have one.
-- 3. rank is what the release itself gives for the period, if it does.
-- 4. turn counts the periods of the indicator from 1, in the order of the year
--    that they end with or else begin with, then of their text.
-- 5. Figures of all states of releases are there, and of a figure on several
--    sheets the one that counts. It holds no rows and is never stale.
-- Ask for one release_id and indicator, and only these are read: SQLite carries
-- that through windows of one partition at a time, so each has its own level.
CREATE VIEW period_standing AS
WITH figure AS (
	SELECT r.release_id, r.dataset, r.edition, n.indicator, n.direction,
		o.period, o.area, o.value, k.value AS rank,
		CASE WHEN substr(o.period, -4) GLOB '[12][0-9][0-9][0-9]'
			THEN substr(o.period, -4)
			WHEN o.period GLOB '[12][0-9][0-9][0-9]*'
			THEN substr(o.period, 1, 4) END AS year
	FROM release AS r
	CROSS JOIN indicator AS n
		ON n.dataset = r.dataset AND n.edition = r.edition
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
),
placed AS (
	SELECT release_id, dataset, edition, indicator, direction, period, year,
		area, value, rank,
		CASE WHEN value IS NOT NULL THEN rank() OVER (
			PARTITION BY release_id, indicator, period
			ORDER BY CASE direction WHEN 'lower' THEN value
				ELSE -value END NULLS LAST) END AS place,
		count(value) OVER (PARTITION BY release_id, indicator, period)
			AS areas
	FROM figure
)
SELECT release_id, dataset, edition, indicator, direction, period,
	dense_rank() OVER (
		PARTITION BY release_id, indicator
		ORDER BY year, period) AS turn,
	area, value, rank, place, areas
FROM placed;
