-- SPDX-License-Identifier: MIT
-- title: Where each area stands in any release, also one that is not current
-- about: standings
-- unit: rank, place: places, counted from 1; score: the unit of the edition's
--   overall
-- source: the published ranks and scores of each release
--
-- 1. Its rows are those of standing, by the same rules, of every release that
--    is here: current, superseded, staged, held, quarantined, and what the
--    press printed. A release with neither a score nor a rank of overall has
--    none.
-- 2. state is that of the release.
-- 3. ranks, direction and rank_sign are those of standing_edition: of the
--    release itself 'published' where it has any rank, or else 'computed'.
-- 4. scale_min and scale_max are the ends of the scale of the edition's
--    overall.
-- 5. It holds no rows and is never stale. Ask for one release_id, and only that
--    release is read.
CREATE VIEW release_standing AS
WITH figure AS (
	SELECT s.*, x.area,
		CASE WHEN k.value = floor(k.value) AND abs(k.value) < 9.2e18
			THEN CAST(k.value AS INTEGER) END AS rank,
		v.value AS score
	FROM release_overall AS s
	CROSS JOIN area AS x
	LEFT JOIN observation AS k
		ON k.release_id = s.release_id
			AND k.indicator_id = s.indicator_id
			AND k.measure = 'rank' AND k.period = s.period
			AND k.area = x.area AND k.place = 0
	LEFT JOIN observation AS v
		ON v.release_id = s.release_id
			AND v.indicator_id = s.indicator_id
			AND v.measure = 'score' AND v.period = s.period
			AND v.area = x.area AND v.place = 0
	WHERE k.area IS NOT NULL OR v.area IS NOT NULL
),
ranked AS (
	SELECT *, count(rank) OVER (PARTITION BY release_id) > 0 AS has_ranks,
		CASE direction WHEN 'lower' THEN score ELSE -score END AS loss
	FROM figure
)
SELECT release_id, dataset, edition, ordinal, regime, state, period, area,
	rank, score,
	row_number() OVER (
		PARTITION BY release_id
		ORDER BY rank IS NULL, rank_sign * rank, score IS NULL, loss,
			area) AS line,
	CASE WHEN CASE WHEN has_ranks THEN rank ELSE score END IS NOT NULL
		THEN rank() OVER (
			PARTITION BY release_id
			ORDER BY CASE WHEN has_ranks THEN rank_sign * rank
				ELSE loss END NULLS LAST) END AS place,
	CASE WHEN has_ranks THEN 'published' ELSE 'computed' END AS ranks,
	direction, rank_sign, scale_min, scale_max
FROM ranked;
