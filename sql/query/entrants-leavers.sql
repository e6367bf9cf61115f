-- SPDX-License-Identifier: MIT
-- title: Which areas are ranked in one of two editions only
-- about: deltas
-- arguments: DATASET/EDITION[@RELEASE] DATASET/EDITION[@RELEASE]
-- asks: views
-- empty: the same areas are ranked in both
-- unit: rank: places; percentile: per cent; score: the unit of overall
-- source: release_delta
--
-- Parameters: :from_release, :to_release
-- Order: entrants, then leavers, each by rank, the better first, then by area.
--
-- 1. An entrant is ranked in the second edition only, a leaver in the first one
--    only. rank, percentile and score are those of where it is ranked.
-- 2. elsewhere is what the other edition has of it: 'absent', or 'unranked'
--    where it lists the area without a rank.
WITH listed AS MATERIALIZED (
	SELECT release_id, area FROM release_standing
	WHERE release_id = :from_release
	UNION ALL
	SELECT release_id, area FROM release_standing
	WHERE release_id = :to_release
)
SELECT d.presence, d.area, a.name, coalesce(d.rank_to, d.rank_from) AS rank,
	coalesce(d.percentile_to, d.percentile_from) AS percentile,
	CASE d.presence WHEN 'entrant' THEN d.score_to ELSE d.score_from END
		AS score,
	CASE WHEN EXISTS (
		SELECT 1 FROM listed AS l
		WHERE l.area = d.area AND l.release_id = CASE d.presence
			WHEN 'entrant' THEN d.from_release
			ELSE d.to_release END)
		THEN 'unranked' ELSE 'absent' END AS elsewhere,
	d.comparable, d.ranks
FROM release_delta AS d
JOIN area AS a ON a.area = d.area
WHERE d.from_release = :from_release AND d.to_release = :to_release
	AND d.presence IN ('entrant', 'leaver')
ORDER BY d.presence, d.up_to * d.rank_to, d.up_from * d.rank_from, d.area;
