-- SPDX-License-Identifier: MIT
-- The region of :scheme whose ranks are drawn: :region if it is given, else the
-- most contested one.
--
-- 1. Only regions without a smaller one inside and with four to eight areas in
--    the newest edition count: few enough lines to tell apart.
-- 2. The edition before must have had as many areas of it, so that the lines
--    tell of the same ones.
-- 3. Those come first in which another area leads than in the edition before.
-- 4. Then the nearer the runner-up is to the leader, as a share of the
--    leader's score, the better; then the code decides.
SELECT l.region, g.name
FROM region_leader AS l
JOIN region AS g ON g.scheme = l.scheme AND g.region = l.region
LEFT JOIN region_leader AS b
	ON b.dataset = :dataset AND b.edition = :before
		AND b.scheme = l.scheme AND b.region = l.region
WHERE l.dataset = :dataset AND l.edition = :edition AND l.scheme = :scheme
	AND CASE WHEN :region IS NOT NULL THEN l.region = :region
		ELSE l.areas BETWEEN 4 AND 8
			AND (:before IS NULL OR b.areas >= l.areas)
			AND NOT EXISTS (
				SELECT 1 FROM region AS x
				WHERE x.scheme = l.scheme
					AND x.parent = l.region)
		END
ORDER BY b.leader IS NULL OR b.leader = l.leader,
	l.gap / abs(l.score) IS NULL, l.gap / abs(l.score), l.region, l.leader
LIMIT 1;
