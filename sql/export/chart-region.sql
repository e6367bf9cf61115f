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
WITH asked AS MATERIALIZED (
	SELECT g.region, g.name
	FROM region AS g
	WHERE g.scheme = :scheme
		AND CASE WHEN :region IS NOT NULL THEN g.region = :region
			ELSE NOT EXISTS (
				SELECT 1 FROM region AS x
				WHERE x.scheme = :scheme AND x.parent = g.region)
			END
),
-- region_leader, of these regions in the two editions
led AS MATERIALIZED (
	SELECT edition, region, count(*) AS areas,
		max(area) FILTER (WHERE place = 1) AS leader,
		max(score) FILTER (WHERE place = 1) AS score,
		max(score) FILTER (WHERE place = 2) AS next
	FROM (
		SELECT s.edition, i.region, s.area, s.score,
			row_number() OVER (
				PARTITION BY s.edition, i.region
				ORDER BY s.line) AS place
		FROM asked AS k
		CROSS JOIN region_area AS i
			ON i.scheme = :scheme AND i.region = k.region
		CROSS JOIN standing AS s
			ON s.dataset = :dataset
				AND s.edition IN (:edition, :before)
				AND s.area = i.area
		WHERE s.rank IS NOT NULL OR s.score IS NOT NULL
	)
	GROUP BY edition, region
),
now AS (
	SELECT l.region, l.areas, l.leader,
		CASE t.direction WHEN 'lower' THEN l.next - l.score
			ELSE l.score - l.next END / abs(l.score) AS distance
	FROM led AS l
	JOIN standing_edition AS t
		ON t.dataset = :dataset AND t.edition = l.edition
	WHERE l.edition = :edition
)
SELECT l.region, spoken('region', k.name) AS name
FROM now AS l
JOIN asked AS k ON k.region = l.region
LEFT JOIN led AS b ON b.edition = :before AND b.region = l.region
WHERE :region IS NOT NULL OR l.areas > 1
ORDER BY CASE WHEN l.areas BETWEEN 4 AND 8
			AND (:before IS NULL OR b.areas >= l.areas)
		THEN 0 ELSE l.areas END,
	b.leader IS NULL OR b.leader = l.leader,
	l.distance IS NULL, l.distance, l.region
LIMIT 1;
