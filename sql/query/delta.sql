-- SPDX-License-Identifier: MIT
-- title: How ranks and scores changed from one edition to another
-- about: deltas
-- arguments: DATASET/EDITION[@RELEASE] DATASET/EDITION[@RELEASE]
-- asks: views
-- unit: ranks: places; percentile: per cent; scaled: 0 to 100; scores: the unit
--   of overall
-- source: release_delta
--
-- Parameters: :from_release, :to_release, :across, :areas (NULL: all)
-- Order: by rank in the second edition, the better first, areas without one
-- last; then by rank in the first one, then by area.
--
-- 1. delta is how many ranks an area moved towards the better end, common_delta
--    the same among the areas that are ranked in both, coverage_effect what is
--    left: how far it moved because others came or went.
-- 2. presence is both, entrant, leaver or unranked; unknown where an area is
--    not in the part of a release that the press printed.
-- 3. ranks says whether ranks are published; where an edition publishes none at
--    all they are computed by score.
-- 4. score_delta and scaled_delta are NULL between editions of two regimes,
--    where comparable is 'no', unless --across-regimes asks for them; and even
--    then score_delta is, where their scales are not the same.
-- 5. Of two published scores the difference has as many decimals as they have;
--    what is on the common scale has ten at the most.
-- --explain of the view release_delta says what each column is by definition.
SELECT d.area, a.name, d.rank_from, d.rank_to, d.delta, d.common_from,
	d.common_to, d.common_delta, d.score_from, d.score_to, d.comparable,
	d.presence, d.percentile_from, d.percentile_to, d.coverage_effect,
	round(d.scaled_from, 10) AS scaled_from,
	round(d.scaled_to, 10) AS scaled_to,
	round(CASE WHEN :across THEN d.scaled_delta_across
		ELSE d.scaled_delta END, 10) AS scaled_delta,
	round(CASE WHEN :across THEN d.score_delta_across
		ELSE d.score_delta END,
		max(decimals(d.score_from), decimals(d.score_to)))
		AS score_delta,
	d.ranks
FROM release_delta AS d
JOIN area AS a ON a.area = d.area
WHERE d.from_release = :from_release AND d.to_release = :to_release
	AND (CAST(:areas AS TEXT) IS NULL
		OR d.area IN (SELECT value FROM json_each(:areas)))
ORDER BY d.up_to * d.rank_to NULLS LAST, d.up_from * d.rank_from NULLS LAST,
	d.area;
