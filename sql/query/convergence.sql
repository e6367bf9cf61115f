-- SPDX-License-Identifier: MIT
-- title: Whether those behind catch up: beta and sigma convergence of scores
-- about: trajectories
-- arguments: DATASET
-- asks: derived
-- empty: it takes two editions of one regime with overall scores of the same
--   areas
-- unit: sd: the unit of the edition's overall, or of its logarithm; beta and
--   speed: per year or per edition, as per says; half_life: years or editions
-- source: R. J. Barro and X. Sala-i-Martin (1992), Convergence, Journal of
--   Political Economy 100(2); X. Sala-i-Martin (1996), The classical approach
--   to convergence analysis, Economic Journal 106(437)
--
-- Parameters: :dataset, :areas (NULL: all)
-- Order: by regime, the oldest first; the first edition against the last, then
-- each against the next; scores before their logarithms.
--
-- 1. Of each regime there is a row for its first and its last edition with
--    standings (pair 'ends') and one for each edition and the next of the
--    regime (pair 'next'). A regime of one edition has none.
-- 2. The sample are the areas with a score in both editions, of --areas those
--    only. areas is how many there are.
-- 3. T is the time between: the difference of the years that the periods of
--    both end with or else begin with, and per is 'year'; or where one has
--    none or the later is not greater, how many editions of the regime the
--    later one is behind the other, and per is 'edition'.
-- 4. measure 'score' takes the scores as published. 'log' takes their natural
--    logarithms, as the sources do; it has a row only if all scores of the
--    sample are above 0.
-- 5. beta is the slope of (y_to - y_from) / T on y_from by least squares, se
--    its standard error, r2 the share that it explains. It is negative where
--    those behind catch up; which score is the better one makes no difference.
-- 6. speed is -ln(1 + beta * T) / T, the rate at which gaps close; there is
--    none where beta * T is -1 or less. half_life is ln(2) / speed, how long
--    half of a gap lasts, there for a speed above 0.
-- 7. sd_from and sd_to are the standard deviations (n - 1) of y over the
--    sample, sd_change the second less the first: sigma convergence is where
--    it is negative. cv_from and cv_to are sd by the mean, of scores that are
--    none below 0 and not all 0.
-- 8. What too few areas do not define is NULL: beta needs two that differ in
--    y_from, se and r2 three, sd two.
WITH step AS (
	SELECT t.dataset, t.edition, t.regime, t.position,
		CASE WHEN substr(t.period, -4) GLOB '[12][0-9][0-9][0-9]'
			THEN substr(t.period, -4)
			WHEN t.period GLOB '[12][0-9][0-9][0-9]*'
			THEN substr(t.period, 1, 4) END AS year,
		row_number() OVER (
			PARTITION BY t.regime
			ORDER BY t.position) AS turn,
		min(t.position) OVER (PARTITION BY t.regime) AS since,
		count(*) OVER (PARTITION BY t.regime) AS editions
	FROM standing_edition AS t
	WHERE t.dataset = :dataset
),
kind (pair) AS (
	VALUES ('ends'), ('next')
),
pair AS (
	SELECT f.dataset, f.since, k.pair, f.turn, f.regime,
		f.edition AS edition_from, t.edition AS edition_to,
		CASE WHEN t.year > f.year THEN 'year' ELSE 'edition' END AS per,
		CASE WHEN t.year > f.year
			THEN CAST(t.year AS INTEGER) - CAST(f.year AS INTEGER)
			ELSE t.turn - f.turn END AS time
	FROM kind AS k
	CROSS JOIN step AS f
	CROSS JOIN step AS t ON t.regime = f.regime
		AND CASE k.pair WHEN 'ends'
			THEN f.turn = 1 AND t.turn = f.editions
				AND t.turn > 1
			ELSE t.turn = f.turn + 1 END
),
sample AS (
	SELECT p.since, p.pair, p.turn, a.area, a.score AS was,
		b.score AS became
	FROM pair AS p
	CROSS JOIN standing AS a
		ON a.dataset = p.dataset AND a.edition = p.edition_from
	CROSS JOIN standing AS b
		ON b.dataset = p.dataset AND b.edition = p.edition_to
			AND b.area = a.area
	WHERE a.score IS NOT NULL AND b.score IS NOT NULL
		AND (CAST(:areas AS TEXT) IS NULL
			OR a.area IN (SELECT value FROM json_each(:areas)))
),
taken AS (
	SELECT since, pair, turn, 'score' AS measure, was, became,
		min(was, became) AS least
	FROM sample
	UNION ALL
	SELECT since, pair, turn, 'log', ln(was), ln(became), min(was, became)
	FROM sample
),
fitted AS (
	SELECT p.since, p.pair, p.turn, p.regime, p.edition_from, p.edition_to,
		p.per, p.time, coalesce(y.measure, 'score') AS measure,
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
		ON y.since = p.since AND y.pair = p.pair AND y.turn = p.turn
	GROUP BY p.since, p.pair, p.turn, p.regime, p.edition_from,
		p.edition_to, p.per, p.time, y.measure
)
SELECT regime, pair, edition_from, edition_to, time, per, measure, areas,
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
	CASE WHEN measure = 'score' AND least >= 0
		THEN round(sd_from / nullif(mean_from, 0), 9) END AS cv_from,
	CASE WHEN measure = 'score' AND least >= 0
		THEN round(sd_to / nullif(mean_to, 0), 9) END AS cv_to
FROM fitted
WHERE measure = 'score' OR least > 0
ORDER BY since, pair, turn, measure DESC;
