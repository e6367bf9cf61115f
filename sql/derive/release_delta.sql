-- SPDX-License-Identifier: MIT
-- title: The change of every area between any two releases of a dataset
-- about: deltas
-- unit: ranks: places; percentile: per cent; scores: the unit of the edition's
--   overall; scaled: 0 to 100
-- source: release_standing. Percentile ranks are the plotting positions (k - 1)
--   / (n - 1) of Hyndman and Fan, Sample Quantiles in Statistical Packages, The
--   American Statistician 50 (1996), definition 7, with mean ranks for ties
--
-- 1. rank_from and rank_to are the published ranks, or where a release has no
--    ranks at all the computed places of release_standing. ranks says which:
--    'published', 'computed', or 'mixed' where one release has ranks.
-- 2. delta is how many ranks an area moved towards the better end: up is
--    positive. It is rank_from - rank_to, or where the worst area is first
--    rank_to - rank_from. Computed places count from the best.
-- 3. presence is 'both' where an area is ranked in both releases, 'entrant' in
--    the second one only, 'leaver' in the first one only, 'unranked' in
--    neither. What is missing on one side is NULL, and so are changes from or
--    to it. Of what the press printed only a part is known: an area that it
--    does not rank is 'unknown'.
-- 4. common_from and common_to are competition ranks (1, 2, 2, 4) by rank among
--    the areas that are ranked in both; common_delta is how far they moved
--    towards the better end. Other areas have none.
-- 5. coverage_effect = delta - common_delta: how far an area moved because
--    others came or went. The query coverage-effect says who. NULL where one
--    release is what the press printed.
-- 6. percentile_from and percentile_to are percentile ranks among all areas
--    that are ranked in the release: 100 (w + t / 2) / (n - 1), where w areas
--    of n are worse and t others share the rank. The best, alone, has 100, the
--    worst 0. Where one area only is ranked there is none, nor in what the
--    press printed.
-- 7. scaled_from and scaled_to are the scores between the ends of the scale of
--    overall: 0 to 100, 100 the better end. NULL where the scale is not known.
-- 8. comparable is 'yes' where both releases are of editions of one regime,
--    else 'no'. score_delta = score_to - score_from and scaled_delta stand
--    inside one regime only; score_delta_across and scaled_delta_across are
--    the same across regimes too. score_delta and score_delta_across need
--    the better score on the same side in both, and across regimes one scale.
-- 9. Where the best area is first in one of the two and the worst in the other,
--    ranks count from different ends: delta, common_delta and coverage_effect
--    are NULL.
-- 10. up_from and up_to are 1 where the lesser rank is the better one, else -1;
--    loss_from and loss_to are the scores, turned so that less is better.
-- 11. Any ordered pair of two different releases of a dataset is there. delta
--    says the same of the current ones, from the derived tables.
-- Ask for one from_release and one to_release: each window is parted by these
-- (and a SELECT by these alone), so that SQLite carries them inside and reads
-- no other release.
CREATE VIEW release_delta AS
WITH figure AS (
	SELECT f.release_id AS from_release, t.release_id AS to_release,
		f.dataset, f.edition AS edition_from, t.edition AS edition_to,
		x.area, f.regime = t.regime AS one_regime,
		f.direction = t.direction AS one_direction,
		f.regime = t.regime OR (f.scale_min IS t.scale_min
			AND f.scale_max IS t.scale_max) AS one_scale,
		f.state = 'aside' AS part_from, t.state = 'aside' AS part_to,
		f.direction AS direction_from, t.direction AS direction_to,
		f.rank_sign AS sign_from, t.rank_sign AS sign_to,
		CASE WHEN k.value = floor(k.value) AND abs(k.value) < 9.2e18
			THEN CAST(k.value AS INTEGER) END AS given_from,
		CASE WHEN l.value = floor(l.value) AND abs(l.value) < 9.2e18
			THEN CAST(l.value AS INTEGER) END AS given_to,
		v.value AS score_from, w.value AS score_to,
		100 * (v.value - f.scale_min)
			/ nullif(f.scale_max - f.scale_min, 0) AS along_from,
		100 * (w.value - t.scale_min)
			/ nullif(t.scale_max - t.scale_min, 0) AS along_to
	FROM release_overall AS f
	CROSS JOIN release_overall AS t
		ON t.dataset = f.dataset AND t.release_id <> f.release_id
	CROSS JOIN area AS x
	LEFT JOIN observation AS k
		ON k.release_id = f.release_id
			AND k.indicator_id = f.indicator_id
			AND k.measure = 'rank' AND k.period = f.period
			AND k.area = x.area AND k.place = 0
	LEFT JOIN observation AS v
		ON v.release_id = f.release_id
			AND v.indicator_id = f.indicator_id
			AND v.measure = 'score' AND v.period = f.period
			AND v.area = x.area AND v.place = 0
	LEFT JOIN observation AS l
		ON l.release_id = t.release_id
			AND l.indicator_id = t.indicator_id
			AND l.measure = 'rank' AND l.period = t.period
			AND l.area = x.area AND l.place = 0
	LEFT JOIN observation AS w
		ON w.release_id = t.release_id
			AND w.indicator_id = t.indicator_id
			AND w.measure = 'score' AND w.period = t.period
			AND w.area = x.area AND w.place = 0
	WHERE k.area IS NOT NULL OR v.area IS NOT NULL OR l.area IS NOT NULL
		OR w.area IS NOT NULL
),
turned AS (
	SELECT *, count(given_from) OVER pair > 0 AS ranks_from,
		count(given_to) OVER pair > 0 AS ranks_to,
		CASE direction_from WHEN 'lower' THEN score_from
			ELSE -score_from END AS loss_from,
		CASE direction_to WHEN 'lower' THEN score_to
			ELSE -score_to END AS loss_to,
		CASE direction_from WHEN 'lower' THEN 100 - along_from
			ELSE along_from END AS scaled_from,
		CASE direction_to WHEN 'lower' THEN 100 - along_to
			ELSE along_to END AS scaled_to
	FROM figure
	WINDOW pair AS (PARTITION BY from_release, to_release)
),
ranked AS (
	SELECT *,
		CASE WHEN ranks_from THEN given_from
			WHEN loss_from IS NOT NULL THEN rank() OVER (
				PARTITION BY from_release, to_release
				ORDER BY loss_from NULLS LAST) END AS rank_from,
		CASE WHEN ranks_to THEN given_to
			WHEN loss_to IS NOT NULL THEN rank() OVER (
				PARTITION BY from_release, to_release
				ORDER BY loss_to NULLS LAST) END AS rank_to,
		CASE WHEN ranks_from THEN sign_from ELSE 1 END AS up_from,
		CASE WHEN ranks_to THEN sign_to ELSE 1 END AS up_to
	FROM turned
),
counted AS (
	SELECT *,
		rank_from IS NOT NULL AND rank_to IS NOT NULL AS both_ranked,
		CASE WHEN up_from = up_to THEN up_from END AS up,
		count(rank_from) OVER pair AS n_from,
		count(rank_to) OVER pair AS n_to,
		rank() OVER was AS place_from, rank() OVER is_now AS place_to,
		count(*) OVER (was GROUPS CURRENT ROW) AS share_from,
		count(*) OVER (is_now GROUPS CURRENT ROW) AS share_to
	FROM ranked
	WINDOW pair AS (PARTITION BY from_release, to_release),
		was AS (PARTITION BY from_release, to_release
			ORDER BY up_from * rank_from NULLS LAST),
		is_now AS (PARTITION BY from_release, to_release
			ORDER BY up_to * rank_to NULLS LAST)
),
common AS (
	SELECT *,
		CASE WHEN both_ranked THEN rank() OVER (
			PARTITION BY from_release, to_release, both_ranked
			ORDER BY rank_from) END AS common_from,
		CASE WHEN both_ranked THEN rank() OVER (
			PARTITION BY from_release, to_release, both_ranked
			ORDER BY rank_to) END AS common_to
	FROM counted
)
SELECT from_release, to_release, dataset, edition_from, edition_to, area,
	rank_from, rank_to, up * (rank_from - rank_to) AS delta, common_from,
	common_to, up * (common_from - common_to) AS common_delta,
	score_from, score_to,
	CASE WHEN one_regime AND one_direction THEN score_to - score_from END
		AS score_delta,
	CASE WHEN one_regime THEN 'yes' ELSE 'no' END AS comparable,
	CASE WHEN both_ranked THEN 'both'
		WHEN part_from OR part_to THEN 'unknown'
		WHEN rank_to IS NOT NULL THEN 'entrant'
		WHEN rank_from IS NOT NULL THEN 'leaver' ELSE 'unranked' END
		AS presence,
	CASE WHEN rank_from IS NOT NULL AND n_from > 1 AND NOT part_from
		THEN 100 * (n_from - place_from
			- (share_from - 1) / CAST(2 AS REAL))
			/ (n_from - 1) END AS percentile_from,
	CASE WHEN rank_to IS NOT NULL AND n_to > 1 AND NOT part_to
		THEN 100 * (n_to - place_to
			- (share_to - 1) / CAST(2 AS REAL))
			/ (n_to - 1) END AS percentile_to,
	CASE WHEN NOT (part_from OR part_to)
		THEN up * (rank_from - rank_to) - up * (common_from - common_to)
		END AS coverage_effect,
	scaled_from, scaled_to,
	CASE WHEN one_regime THEN scaled_to - scaled_from END AS scaled_delta,
	CASE WHEN ranks_from AND ranks_to THEN 'published'
		WHEN ranks_from OR ranks_to THEN 'mixed'
		ELSE 'computed' END AS ranks,
	CASE WHEN one_direction AND one_scale THEN score_to - score_from END
		AS score_delta_across,
	scaled_to - scaled_from AS scaled_delta_across, up_from, up_to,
	loss_from, loss_to
FROM common;
