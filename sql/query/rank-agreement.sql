-- SPDX-License-Identifier: MIT
-- title: How far two editions rank their common areas alike
-- about: deltas
-- arguments: DATASET/EDITION[@RELEASE] DATASET/EDITION[@RELEASE]
-- asks: views
-- unit: correlations: -1 to 1; changes: places
-- source: release_delta. Spearman, The Proof and Measurement of Association
--   between Two Things, American Journal of Psychology 15 (1904); Kendall, The
--   Treatment of Ties in Ranking Problems, Biometrika 33 (1945): tau-b
--
-- Parameters: :from_release, :to_release
-- Order: one row.
--
-- 1. n_from and n_to are how many areas are ranked in each, common how many in
--    both, entrants and leavers how many in one only.
-- 2. spearman_rank and kendall_rank are those of the ranks of the common areas,
--    counted from the better end in both: 1 is the same order. Equal ranks
--    share the mean of theirs; tau-b makes up for ties.
-- 3. spearman_score and kendall_score are the same of the scores of the areas
--    that have one in both, common_scores of them, turned to the better end.
-- 4. A correlation is NULL where fewer than two areas are common, or where all
--    of them are equal in one of the two.
-- 5. mean_change and max_change are of the absolute common rank changes
--    (common_delta), moved is how many of them are not 0.
-- 6. Only the order is compared, so that it is told across regimes as well;
--    then comparable is 'no': the method changed with the areas.
SELECT count(d.rank_from) AS n_from, count(d.rank_to) AS n_to,
	count(*) FILTER (WHERE d.presence = 'both') AS common,
	count(*) FILTER (WHERE d.presence = 'entrant') AS entrants,
	count(*) FILTER (WHERE d.presence = 'leaver') AS leavers,
	spearman(CAST(d.up_from * d.common_from AS REAL),
		CAST(d.up_to * d.common_to AS REAL))
		AS spearman_rank,
	kendall(CAST(d.up_from * d.common_from AS REAL),
		CAST(d.up_to * d.common_to AS REAL))
		AS kendall_rank,
	count(d.loss_from + d.loss_to) AS common_scores,
	spearman(d.loss_from, d.loss_to) AS spearman_score,
	kendall(d.loss_from, d.loss_to) AS kendall_score,
	mean(CAST(abs(d.common_delta) AS REAL)) AS mean_change,
	max(abs(d.common_delta)) AS max_change,
	count(*) FILTER (WHERE d.common_delta <> 0) AS moved,
	max(d.comparable) AS comparable, max(f.regime) AS regime_from,
	max(t.regime) AS regime_to, max(d.ranks) AS ranks
FROM release_delta AS d
JOIN edition AS f ON f.dataset = d.dataset AND f.edition = d.edition_from
JOIN edition AS t ON t.dataset = d.dataset AND t.edition = d.edition_to
WHERE d.from_release = :from_release AND d.to_release = :to_release
ORDER BY 1;
