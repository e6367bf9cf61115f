-- SPDX-License-Identifier: MIT
-- title: Who rose most and who fell most, among the areas of both editions
-- about: deltas
-- arguments: DATASET/EDITION[@RELEASE] DATASET/EDITION[@RELEASE]
-- asks: views
-- empty: none of the areas that are ranked in both moved
-- unit: ranks: places; percentile: per cent
-- source: release_delta
--
-- Parameters: :from_release, :to_release, :limit (-1: all)
-- Order: the risers, then the fallers, each from the greatest move; equal moves
-- by rank in the second edition, the better first, then by area.
--
-- 1. Moves are by common_delta, the change of rank among the areas that are
--    ranked in both: nobody falls because others were added. delta is told
--    beside it.
-- 2. place counts the moves of each way, 1 the greatest, as in a competition
--    (1, 2, 2, 4). --limit N gives the moves up to place N each way, so that of
--    equal moves all are there or none.
-- 3. Who did not move is left out.
-- 4. percentile_change is percentile_to - percentile_from, each among all that
--    are ranked in the edition.
WITH moved AS (
	SELECT d.*,
		rank() OVER (
			PARTITION BY d.common_delta > 0
			ORDER BY abs(d.common_delta) DESC) AS place
	FROM release_delta AS d
	WHERE d.from_release = :from_release AND d.to_release = :to_release
		AND d.common_delta <> 0
)
SELECT CASE WHEN m.common_delta > 0 THEN 'up' ELSE 'down' END AS way, m.place,
	m.area, a.name, m.rank_from, m.rank_to, m.delta, m.common_from,
	m.common_to, m.common_delta, m.coverage_effect, m.percentile_from,
	m.percentile_to, m.percentile_to - m.percentile_from
		AS percentile_change,
	m.comparable, m.ranks
FROM moved AS m
JOIN area AS a ON a.area = m.area
WHERE m.place <= :limit OR :limit < 0
ORDER BY m.common_delta > 0 DESC, m.place, m.up_to * m.rank_to, m.area;
