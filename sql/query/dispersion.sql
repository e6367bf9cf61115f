-- SPDX-License-Identifier: MIT
-- title: How far apart the scores of all areas lie, edition by edition
-- about: trajectories
-- arguments: DATASET
-- asks: derived
-- empty: no edition has an overall score or rank
-- unit: the unit of the edition's overall; cv and log_sd: none
-- source: sigma of X. Sala-i-Martin (1996), The classical approach to
--   convergence analysis, Economic Journal 106(437)
--
-- Parameters: :dataset, :areas (NULL: all)
-- Order: by edition.
--
-- 1. The sample of a regime are the areas with a score in all its editions
--    that have standings, of --areas those only, so that nothing changes
--    because areas came or went. areas is how many there are, of is how many
--    have a score in the edition.
-- 2. sd is the standard deviation (n - 1) of the sample's scores, mean and
--    median are theirs. cv is sd / mean, where no score of the sample in the
--    edition is below 0 and not all are 0. log_sd is the standard deviation of
--    the natural logarithms, where all are above 0.
-- 3. sd_change, cv_change and log_sd_change are against the edition before in
--    the regime: below 0 where areas draw together (sigma convergence).
WITH kept AS (
	SELECT s.regime, s.area, count(*) AS editions
	FROM standing AS s
	WHERE s.dataset = :dataset AND s.score IS NOT NULL
		AND (CAST(:areas AS TEXT) IS NULL
			OR s.area IN (SELECT value FROM json_each(:areas)))
	GROUP BY s.regime, s.area
),
whole AS (
	SELECT k.regime, k.area
	FROM kept AS k
	WHERE k.editions = (
		SELECT count(*)
		FROM standing_edition AS t
		WHERE t.dataset = :dataset AND t.regime = k.regime)
),
measured AS (
	SELECT t.position, t.edition, t.regime, count(w.area) AS areas,
		count(s.score) AS of,
		mean(CASE WHEN w.area IS NOT NULL THEN s.score END) AS mean,
		median(CASE WHEN w.area IS NOT NULL THEN s.score END) AS median,
		stddev(CASE WHEN w.area IS NOT NULL THEN s.score END) AS sd,
		stddev(CASE WHEN w.area IS NOT NULL THEN ln(s.score) END)
			AS log_sd,
		min(CASE WHEN w.area IS NOT NULL THEN s.score END) AS least
	FROM standing_edition AS t
	LEFT JOIN standing AS s
		ON s.dataset = t.dataset AND s.edition = t.edition
	LEFT JOIN whole AS w ON w.regime = t.regime AND w.area = s.area
	WHERE t.dataset = :dataset
	GROUP BY t.position, t.edition, t.regime
),
defined AS (
	SELECT position, edition, regime, areas, of, mean, median, sd,
		CASE WHEN least >= 0 THEN sd / nullif(mean, 0) END AS cv,
		CASE WHEN least > 0 THEN log_sd END AS log_sd
	FROM measured
)
SELECT edition, regime, areas, of, round(mean, 9) AS mean,
	round(median, 9) AS median, round(sd, 9) AS sd, round(cv, 9) AS cv,
	round(log_sd, 9) AS log_sd, round(sd - lag(sd) OVER w, 9) AS sd_change,
	round(cv - lag(cv) OVER w, 9) AS cv_change,
	round(log_sd - lag(log_sd) OVER w, 9) AS log_sd_change
FROM defined
WINDOW w AS (PARTITION BY regime ORDER BY position)
ORDER BY position;
