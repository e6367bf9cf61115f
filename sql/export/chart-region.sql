-- SPDX-License-Identifier: MIT
-- The region of :scheme whose ranks are drawn: :region if it is given, else the
-- most contested one.
--
-- 1. Only regions without a smaller one inside count.
-- 2. Those come first that have four to eight areas in the edition, few enough
--    lines to tell apart, and had as many in the edition before, so that the
--    lines tell of the same ones. Where there is none, those with the fewest
--    areas, of two or more, come first.
-- 3. Then those in which another area leads than in the edition before.
-- 4. Then the nearer the runner-up is to the leader, as a share of the
--    leader's score, the better; then the code decides.
WITH now AS MATERIALIZED (
	SELECT region, leader, score, gap, areas
	FROM region_leader
	WHERE dataset = :dataset AND edition = :edition AND scheme = :scheme
),
before AS MATERIALIZED (
	SELECT region, leader, areas
	FROM region_leader
	WHERE dataset = :dataset AND edition = :before AND scheme = :scheme
)
SELECT l.region, spoken('region', g.name) AS name
FROM now AS l
CROSS JOIN region AS g ON g.scheme = :scheme AND g.region = l.region
LEFT JOIN before AS b ON b.region = l.region
WHERE CASE WHEN :region IS NOT NULL THEN l.region = :region
	ELSE l.areas > 1 AND NOT EXISTS (
		SELECT 1 FROM region AS x
		WHERE x.scheme = :scheme AND x.parent = l.region)
	END
ORDER BY CASE WHEN l.areas BETWEEN 4 AND 8
			AND (:before IS NULL OR b.areas >= l.areas)
		THEN 0 ELSE l.areas END,
	b.leader IS NULL OR b.leader = l.leader,
	l.gap / abs(l.score) IS NULL, l.gap / abs(l.score), l.region, l.leader
LIMIT 1;
