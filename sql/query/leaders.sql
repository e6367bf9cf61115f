-- SPDX-License-Identifier: MIT
-- title: Who leads each region, and by how much
-- about: regions
-- arguments: DATASET/EDITION
-- asks: derived
-- empty: none of the areas has an overall rank or score in the edition
-- unit: gap: that of the edition's overall
-- source: standing, region_area
--
-- Parameters: :dataset, :edition, :scheme (NULL: all schemes), :areas (NULL: all
-- areas)
-- Order: by scheme, then by region.
--
-- 1. With :areas and no :scheme these areas are one region, 'list' of the
--    scheme 'list'. With both it is the regions of the scheme, of these areas
--    only. An area counts once.
-- 2. leader and runner_up are the first two areas in the order of the edition
--    (standing.line), gap is by how much the leader's score is the better one,
--    as in region_leader.
-- 3. leaders are all that share the best place (region_order), by code; sharing
--    is how many they are. Of those the leader has the better score, or else
--    comes first by code.
-- A difference of two published scores has as many decimals as they have.
WITH lies (scheme, region, area) AS MATERIALIZED (
	SELECT i.scheme, i.region, i.area
	FROM region_area AS i
	WHERE coalesce(i.scheme = :scheme, CAST(:areas AS TEXT) IS NULL)
		AND (CAST(:areas AS TEXT) IS NULL
			OR i.area IN (SELECT value FROM json_each(:areas)))
	UNION
	SELECT 'list', 'list', value
	FROM json_each(:areas)
	WHERE CAST(:scheme AS TEXT) IS NULL
),
placed AS (
	SELECT i.scheme, i.region, t.area, t.rank, t.score,
		row_number() OVER (
			PARTITION BY i.scheme, i.region
			ORDER BY t.line) AS n,
		rank() OVER (
			PARTITION BY i.scheme, i.region
			ORDER BY t.unranked, t.merit) AS place
	FROM region_order AS t
	JOIN lies AS i ON i.area = t.area
	WHERE t.dataset = :dataset AND t.edition = :edition
),
shared AS (
	SELECT scheme, region, area, rank, score, n, place,
		group_concat(area, ' ') OVER (
			PARTITION BY scheme, region, place
			ORDER BY area
			ROWS BETWEEN UNBOUNDED PRECEDING
				AND UNBOUNDED FOLLOWING) AS leaders
	FROM placed
),
led AS (
	SELECT scheme, region, count(*) AS areas,
		max(area) FILTER (WHERE n = 1) AS leader,
		max(rank) FILTER (WHERE n = 1) AS rank,
		max(score) FILTER (WHERE n = 1) AS score,
		max(area) FILTER (WHERE n = 2) AS runner_up,
		max(score) FILTER (WHERE n = 2) AS next,
		max(leaders) FILTER (WHERE n = 1) AS leaders,
		count(*) FILTER (WHERE place = 1) AS sharing
	FROM shared
	GROUP BY scheme, region
)
SELECT l.scheme, l.region, coalesce(r.name, 'Areas given') AS region_name,
	l.leader, a.name, l.rank, l.score, l.runner_up,
	round(CASE t.direction WHEN 'lower' THEN l.next - l.score
		ELSE l.score - l.next END,
		max(decimals(l.score), decimals(l.next))) AS gap,
	l.areas, l.leaders, l.sharing
FROM led AS l
JOIN standing_edition AS t ON t.dataset = :dataset AND t.edition = :edition
JOIN area AS a ON a.area = l.leader
LEFT JOIN region AS r ON r.scheme = l.scheme AND r.region = l.region
ORDER BY l.scheme, l.region;
