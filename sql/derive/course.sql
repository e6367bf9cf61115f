-- SPDX-License-Identifier: MIT
-- title: Every area's way through the editions, and each step of it
-- about: trajectories
-- unit: ranks: places; percentile: per cent; scores: the unit of the edition's
--   overall; scaled: 0 to 100
-- source: standing. Percentile ranks are the plotting positions (k - 1) / (n -
--   1) of Hyndman and Fan, Sample Quantiles in Statistical Packages, The
--   American Statistician 50 (1996), definition 7, with mean ranks for ties
--
-- 1. Each area that is in any edition of a dataset has a row for all editions
--    that have standings. present is 'no' where the edition does not list it:
--    then nothing is known of it there.
-- 2. place and ranks are those of standing and standing_edition; areas is how
--    many areas have a place.
-- 3. percentile is the percentile rank among the areas with a place: 100 (w +
--    t / 2) / (areas - 1), where w areas are worse and t others share the
--    place. The best, alone, has 100, the worst 0. Where one area only has a
--    place there is none.
-- 4. scaled is the score on the scale of the edition's overall, 0 for its
--    worse end and 100 for its better one. Where the scale is not known there
--    is none.
-- 5. A step is from the edition before: the one with standings whose position
--    is less by 1, whether it lists the area or not. The first edition has
--    none.
-- 6. rank_change is how many ranks the area moved towards the better end: up
--    is positive. It is by published ranks, as in delta, or where one of the
--    editions publishes none or they count from different ends, by place. It
--    needs a place on both sides.
-- 7. comparable is 'yes' where both editions are of one regime and of one
--    direction, else 'no'; regime_break is 'yes' where the regime is another
--    one. The first edition is comparable with nothing (NULL), and no break.
-- 8. score_change and scaled_change are the differences to the edition before,
--    where comparable is 'yes'; score_change_across and scaled_change_across
--    are the same across regimes too. A difference of scores needs one
--    direction, and across regimes also one scale.
-- A WHERE on dataset, and on area, reads nothing of others. DISTINCT makes
-- SQLite count the areas of an edition once and not for each of them.
CREATE VIEW course AS
WITH step AS (
	SELECT DISTINCT t.dataset, t.edition, t.position, t.regime,
		t.direction, t.rank_sign, t.ranks, b.edition AS edition_before,
		t.regime = b.regime AS one_regime,
		t.direction = b.direction AS one_direction,
		t.regime = b.regime OR (n.scale_min IS m.scale_min
			AND n.scale_max IS m.scale_max) AS one_scale,
		t.rank_sign = b.rank_sign AND t.ranks = 'published'
			AND b.ranks = 'published' AS by_rank,
		n.scale_min, n.scale_max, b.direction AS direction_before,
		m.scale_min AS min_before, m.scale_max AS max_before,
		(SELECT count(s.place)
		FROM standing AS s
		WHERE s.dataset = t.dataset AND s.edition = t.edition) AS areas
	FROM standing_edition AS t
	LEFT JOIN standing_edition AS b
		ON b.dataset = t.dataset AND b.position = t.position - 1
	LEFT JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND n.indicator = 'overall'
	LEFT JOIN indicator AS m
		ON m.dataset = b.dataset AND m.edition = b.edition
			AND m.indicator = 'overall'
),
way AS (
	SELECT t.dataset, t.edition, t.position, t.regime, t.direction,
		t.ranks, t.areas, t.edition_before, t.one_regime,
		t.one_regime AND t.one_direction AS is_comparable,
		t.one_direction AND t.one_scale AS one_scale, x.area,
		s.area IS NOT NULL AS present, s.rank, s.score, s.place,
		p.score AS score_before, p.place AS place_before,
		(SELECT count(*)
		FROM standing AS o
		WHERE o.dataset = s.dataset AND o.edition = s.edition
			AND o.place = s.place) AS share,
		CASE WHEN t.by_rank THEN t.rank_sign * (p.rank - s.rank)
			ELSE p.place - s.place END AS rank_change,
		100.0 * CASE t.direction WHEN 'lower'
			THEN t.scale_max - s.score
			ELSE s.score - t.scale_min END
			/ nullif(t.scale_max - t.scale_min, 0) AS scaled,
		100.0 * CASE t.direction_before WHEN 'lower'
			THEN t.max_before - p.score
			ELSE p.score - t.min_before END
			/ nullif(t.max_before - t.min_before, 0)
			AS scaled_before
	FROM step AS t
	CROSS JOIN area AS x
	LEFT JOIN standing AS s
		ON s.dataset = t.dataset AND s.edition = t.edition
			AND s.area = x.area
	LEFT JOIN standing AS p
		ON p.dataset = t.dataset AND p.edition = t.edition_before
			AND p.area = x.area
	WHERE EXISTS (
		SELECT 1
		FROM standing_edition AS e
		CROSS JOIN standing AS h
			ON h.dataset = e.dataset AND h.edition = e.edition
				AND h.area = x.area
		WHERE e.dataset = t.dataset)
)
SELECT dataset, area, edition, position, regime, direction, ranks, areas,
	CASE WHEN present THEN 'yes' ELSE 'no' END AS present, rank, score,
	place,
	CASE WHEN areas > 1 THEN
		100 * (areas - place - (share - 1) / CAST(2 AS REAL))
			/ (areas - 1) END
		AS percentile,
	scaled, edition_before, place_before, score_before, rank_change,
	CASE WHEN is_comparable THEN score - score_before END AS score_change,
	CASE WHEN is_comparable THEN scaled - scaled_before END
		AS scaled_change,
	CASE WHEN is_comparable THEN 'yes'
		WHEN edition_before IS NOT NULL THEN 'no' END AS comparable,
	CASE WHEN NOT one_regime THEN 'yes' ELSE 'no' END AS regime_break,
	CASE WHEN one_scale THEN score - score_before END
		AS score_change_across,
	scaled - scaled_before AS scaled_change_across
FROM way;
