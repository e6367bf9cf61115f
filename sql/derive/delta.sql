-- SPDX-License-Identifier: MIT
-- title: The change of every area between any two editions of a dataset
-- about: deltas
-- unit: ranks: places; scores: the unit of the edition's overall
-- source: standing
--
-- 1. delta is how many ranks an area moved towards the better end: up is
--    positive. It is rank_from - rank_to, or where the worst area is first
--    rank_to - rank_from.
-- 2. An area of one of the two editions only has a row too, with NULL on the
--    missing side and NULL changes; so has one without a rank.
-- 3. common_from and common_to are competition ranks (1, 2, 2, 4) by rank among
--    the areas that are ranked in both editions; common_delta is how far they
--    moved towards the better end. Other areas have none.
-- 4. comparable is 'yes' where both editions are of one regime, else 'no'.
--    score_delta = score_to - score_from stands inside one regime only, and
--    where the better score is on the same side in both editions.
-- 5. Any ordered pair of two different editions is there, backwards too.
-- 6. rank_delta holds the pairs of neighbours among the editions that have
--    standings, from the older to the newer. steps tells how far apart two
--    editions are in that count.
-- 7. Where the best area is first in one of the two editions and the worst in
--    the other, ranks count from different ends: delta and common_delta are
--    NULL.
-- 8. rank_from and rank_to are the published ranks, or where an edition has no
--    ranks at all the computed places of standing, which count from the best.
--    ranks says which: 'published', 'computed', or 'mixed' where one of the two
--    editions has ranks.
-- Which releases a row comes from says derivation, by its dataset with
-- edition_from and with edition_to.
-- A WHERE on dataset, edition_from and edition_to, or on steps, reads no other
-- pairs: these columns partition the windows, so SQLite carries it inside.
CREATE VIEW delta AS
WITH pair AS (
	SELECT f.dataset, f.edition AS edition_from, t.edition AS edition_to,
		t.position - f.position AS steps, x.area,
		CASE f.ranks WHEN 'published' THEN a.rank ELSE a.place END
			AS rank_from,
		CASE t.ranks WHEN 'published' THEN b.rank ELSE b.place END
			AS rank_to,
		CASE f.ranks WHEN 'published' THEN f.rank_sign ELSE 1 END
			AS up_from,
		CASE t.ranks WHEN 'published' THEN t.rank_sign ELSE 1 END
			AS up_to,
		CASE WHEN f.ranks = t.ranks THEN f.ranks ELSE 'mixed' END
			AS ranks,
		a.score AS score_from, b.score AS score_to,
		f.regime = t.regime AS one_regime,
		f.regime = t.regime AND f.direction = t.direction AS one_scale
	FROM standing_edition AS f
	CROSS JOIN standing_edition AS t
		ON t.dataset = f.dataset AND t.edition <> f.edition
	CROSS JOIN area AS x
	LEFT JOIN standing AS a
		ON a.dataset = f.dataset AND a.edition = f.edition
			AND a.area = x.area
	LEFT JOIN standing AS b
		ON b.dataset = t.dataset AND b.edition = t.edition
			AND b.area = x.area
	WHERE a.area IS NOT NULL OR b.area IS NOT NULL
),
ranked AS (
	SELECT *, rank_from IS NOT NULL AND rank_to IS NOT NULL AS both_ranked,
		CASE WHEN up_from = up_to THEN up_from END AS up
	FROM pair
),
counted AS (
	SELECT *,
		rank() OVER (
			PARTITION BY dataset, edition_from, edition_to, steps,
				both_ranked
			ORDER BY rank_from) AS place_from,
		rank() OVER (
			PARTITION BY dataset, edition_from, edition_to, steps,
				both_ranked
			ORDER BY rank_to) AS place_to
	FROM ranked
)
SELECT dataset, edition_from, edition_to, area, rank_from, rank_to,
	up * (rank_from - rank_to) AS delta,
	CASE WHEN both_ranked THEN place_from END AS common_from,
	CASE WHEN both_ranked THEN place_to END AS common_to,
	CASE WHEN both_ranked THEN up * (place_from - place_to) END
		AS common_delta,
	score_from, score_to,
	CASE WHEN one_scale THEN score_to - score_from END AS score_delta,
	CASE WHEN one_regime THEN 'yes' ELSE 'no' END AS comparable,
	steps, ranks
FROM counted;
