-- SPDX-License-Identifier: MIT
-- title: Who moved because of whom: entrants and leavers ahead of each area
-- about: deltas
-- arguments: DATASET/EDITION[@RELEASE] DATASET/EDITION[@RELEASE] [AREA]
-- asks: views
-- empty: none of the areas is ranked in both
-- unit: places
-- source: release_delta
--
-- Parameters: :from_release, :to_release, :area (NULL: all)
-- Order: by rank in the second edition, the better first, then by area.
--
-- 1. Areas that are ranked in both have a row.
-- 2. coverage_effect = delta - common_delta: how far the area moved because
--    others came or went.
-- 3. leavers_ahead is how many areas were ahead of it and are not ranked in the
--    second edition, entrants_ahead how many are ahead of it and were not
--    ranked in the first one; leavers and entrants name them, the first ahead
--    first. Ahead is who has the lesser rank.
-- 4. coverage_effect = leavers_ahead - entrants_ahead + unexplained. Where the
--    worst area is first the two count the other way round: entrants ahead move
--    it away from there.
-- 5. unexplained is what published ranks do that are not one more than the
--    number of areas ahead: a rank that is skipped, or given twice without a
--    gap.
WITH moved AS MATERIALIZED (
	SELECT area, rank_from, rank_to, delta, common_delta, coverage_effect,
		presence, comparable, ranks, up_from, up_to
	FROM release_delta
	WHERE from_release = :from_release AND to_release = :to_release
),
counted AS (
	SELECT m.*, (
			SELECT count(*) FROM moved AS x
			WHERE x.presence = 'leaver'
				AND x.rank_from < m.rank_from
		) AS leavers_ahead, (
			SELECT count(*) FROM moved AS x
			WHERE x.presence = 'entrant'
				AND x.rank_to < m.rank_to
		) AS entrants_ahead
	FROM moved AS m
	WHERE m.presence = 'both' AND (CAST(:area AS TEXT) IS NULL
		OR m.area = :area)
)
SELECT c.area, a.name, c.rank_from, c.rank_to, c.delta, c.common_delta,
	c.coverage_effect, c.leavers_ahead, c.entrants_ahead,
	c.coverage_effect - c.up_to * (c.leavers_ahead - c.entrants_ahead)
		AS unexplained,
	(SELECT group_concat(x.area, ' ') FROM (
			SELECT area FROM moved
			WHERE presence = 'leaver' AND rank_from < c.rank_from
			ORDER BY rank_from, area) AS x) AS leavers,
	(SELECT group_concat(x.area, ' ') FROM (
			SELECT area FROM moved
			WHERE presence = 'entrant' AND rank_to < c.rank_to
			ORDER BY rank_to, area) AS x) AS entrants,
	c.comparable, c.ranks
FROM counted AS c
JOIN area AS a ON a.area = c.area
ORDER BY c.up_to * c.rank_to, c.area;
