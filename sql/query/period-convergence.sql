-- SPDX-License-Identifier: MIT
-- title: Whether those behind catch up, over the periods that one release holds
-- about: trajectories
-- arguments: DATASET/EDITION[@RELEASE] INDICATOR
-- asks: content
-- empty: it takes two periods of the release with figures of the same areas
-- unit: sd: the unit of the indicator, or of its logarithm; beta and speed:
--   per year or per period, as per says; half_life: years or periods
-- source: R. J. Barro and X. Sala-i-Martin (1992), Convergence, Journal of
--   Political Economy 100(2); X. Sala-i-Martin (1996), The classical approach
--   to convergence analysis, Economic Journal 106(437)
--
-- Parameters: :release, :indicator, :areas (NULL: all)
-- Order: the first period against the last, then each against the next; values
-- before their logarithms.
--
-- 1. Periods and values are those of the query periods; a period without any
--    value is none, nor is one without a year (such as 'latest') where others
--    name theirs. There is a row for the first and the last (pair 'ends') and
--    one for each period and the next (pair 'next').
-- 2. The sample are the areas with a value in both periods, of --areas those
--    only. areas is how many there are.
-- 3. T is the time between: the difference of the years that both end with or
--    else begin with, and per is 'year'; or where one has none or the later is
--    not greater, how many periods lie between, and per is 'period'.
-- 4. All else is as in convergence: beta, se, r2, speed, half_life, sd and cv
--    of the values (measure 'value') and where all are above 0 of their
--    logarithms (measure 'log').
WITH figure AS MATERIALIZED (
	SELECT o.period, o.area, o.value,
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
	WHERE r.release_id = :release AND o.value IS NOT NULL
),
step AS MATERIALIZED (
	SELECT period, year, row_number() OVER (ORDER BY year, period) AS turn,
		count(*) OVER () AS periods
	FROM (
		SELECT DISTINCT period, year
		FROM figure
		WHERE year IS NOT NULL
			OR NOT EXISTS (
				SELECT 1 FROM figure WHERE year IS NOT NULL)
	) AS p
),
kind (pair) AS (
	VALUES ('ends'), ('next')
),
pair AS (
	SELECT k.pair, f.turn, f.period AS period_from, t.period AS period_to,
		CASE WHEN t.year > f.year THEN 'year' ELSE 'period' END AS per,
		CASE WHEN t.year > f.year
			THEN CAST(t.year AS INTEGER) - CAST(f.year AS INTEGER)
			ELSE t.turn - f.turn END AS time
	FROM kind AS k
	CROSS JOIN step AS f
	CROSS JOIN step AS t
		ON CASE k.pair WHEN 'ends'
			THEN f.turn = 1 AND t.turn = f.periods AND t.turn > 1
			ELSE t.turn = f.turn + 1 END
),
asked AS MATERIALIZED (
	SELECT s.turn, s.periods, f.area, f.value
	FROM step AS s
	JOIN figure AS f ON f.period = s.period
	WHERE CAST(:areas AS TEXT) IS NULL
		OR f.area IN (SELECT value FROM json_each(:areas))
),
-- A figure and the next of its area: a join of all with all takes a server the
-- square of the time.
sample AS (
	SELECT 'next' AS pair, n.turn, n.value AS was, n.became
	FROM (
		SELECT turn, value, lead(turn) OVER w AS after,
			lead(value) OVER w AS became
		FROM asked
		WINDOW w AS (PARTITION BY area ORDER BY turn)
	) AS n
	WHERE n.after = n.turn + 1
	UNION ALL
	SELECT 'ends', a.turn, a.value, b.value
	FROM asked AS a
	JOIN asked AS b ON b.area = a.area AND b.turn = a.periods
	WHERE a.turn = 1 AND a.periods > 1
),
taken AS (
	SELECT pair, turn, 'value' AS measure, was, became,
		min(was, became) AS least
	FROM sample
	UNION ALL
	SELECT pair, turn, 'log', ln(was), ln(became), min(was, became)
	FROM sample
),
fitted AS (
	SELECT p.pair, p.turn, p.period_from, p.period_to, p.per, p.time,
		coalesce(y.measure, 'value') AS measure,
		count(y.measure) AS areas,
		slope((y.became - y.was) / p.time, y.was) AS beta,
		r2((y.became - y.was) / p.time, y.was) AS r2,
		stddev((y.became - y.was) / p.time) 
			/ nullif(stddev(y.was), 0) AS steepest,
		stddev(y.was) AS sd_from, stddev(y.became) AS sd_to,
		mean(y.was) AS mean_from, mean(y.became) AS mean_to,
		min(y.least) AS least
	FROM pair AS p
	LEFT JOIN taken AS y
		ON y.pair = p.pair AND y.turn = p.turn
	GROUP BY p.pair, p.turn, p.period_from, p.period_to, p.per, p.time,
		y.measure
)
SELECT pair, period_from, period_to, time, per, measure, areas,
	round(beta, 9) AS beta,
	CASE WHEN areas > 2 THEN round(steepest
		* sqrt((1 - coalesce(r2, 0)) / (areas - 2)), 9) END AS se,
	CASE WHEN areas > 2 THEN round(r2, 9) END AS r2,
	CASE WHEN 1 + beta * time > 0
		THEN round(-ln(1 + beta * time) / time, 9) END AS speed,
	CASE WHEN beta < 0 AND 1 + beta * time > 0
		THEN round(-ln(2) * time / ln(1 + beta * time), 6) END
		AS half_life,
	round(sd_from, 9) AS sd_from, round(sd_to, 9) AS sd_to,
	round(sd_to - sd_from, 9) AS sd_change,
	CASE WHEN measure = 'value' AND least >= 0
		THEN round(sd_from / nullif(mean_from, 0), 9) END AS cv_from,
	CASE WHEN measure = 'value' AND least >= 0
		THEN round(sd_to / nullif(mean_to, 0), 9) END AS cv_to
FROM fitted
WHERE measure = 'value' OR least > 0
ORDER BY pair, turn, measure DESC;
