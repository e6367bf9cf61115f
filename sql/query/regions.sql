-- SPDX-License-Identifier: MIT
-- title: Each region in numbers: leaders, gap, coverage, spread
-- about: regions
-- arguments: DATASET/EDITION
-- asks: derived
-- empty: none of the areas lies in a region of the scheme
-- unit: gap, median, mean, min, max, spread, stddev: that of the edition's
--   overall; places: places of the edition; coverage: a share of 1
-- source: stddev: of a sample (n - 1); the median of an even number of scores
--   is the mean of the middle two
--
-- Parameters: :dataset, :edition, :scheme (NULL: all schemes), :areas (NULL: all
-- areas)
-- Order: by scheme, then by region.
--
-- 1. With :areas and no :scheme these areas are one region, 'list' of the
--    scheme 'list'. With both it is the regions of the scheme, of these areas
--    only. An area counts once.
-- 2. leaders are all areas that share the best place (region_order), by code;
--    sharing says how many they are. runners_up are those at the next place.
-- 3. gap is by how much the better end the best score of the leaders is from the
--    best one of the runners-up; negative where ranks do not follow the scores;
--    NULL without both.
-- 4. members is how many areas lie in the region, areas how many of them have a
--    rank or a score, coverage areas / members.
-- 5. median, mean, min, max, spread (max - min) and stddev are of the scores
--    there are, each area counting once; scores is how many. stddev needs two.
-- 6. best_place and worst_place are the first and the last place that its areas
--    have in the edition (standing.place).
-- 7. A region of which no area is in the edition has a row all the same.
-- 8. level is 0 at the top of a scheme; parent is the region above.
-- The difference of two published scores has as many decimals as they have.
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
placed AS MATERIALIZED (
	SELECT i.scheme, i.region, i.area, t.score, t.line,
		(SELECT s.place FROM standing AS s
		WHERE s.dataset = t.dataset AND s.edition = t.edition
			AND s.area = t.area) AS place,
		CASE WHEN t.area IS NOT NULL THEN dense_rank() OVER (
			PARTITION BY i.scheme, i.region
			ORDER BY t.unranked NULLS LAST, t.merit) END AS tier
	FROM lies AS i
	LEFT JOIN region_order AS t
		ON t.dataset = :dataset AND t.edition = :edition
			AND t.area = i.area
),
together AS (
	SELECT scheme, region, area, score, place, tier,
		first_value(score) OVER (
			PARTITION BY scheme, region, tier
			ORDER BY line) AS best,
		group_concat(area, ' ') OVER (
			PARTITION BY scheme, region, tier
			ORDER BY area
			ROWS BETWEEN UNBOUNDED PRECEDING
				AND UNBOUNDED FOLLOWING) AS shared
	FROM placed
),
counted AS (
	SELECT scheme, region, count(*) AS members, count(tier) AS areas,
		max(shared) FILTER (WHERE tier = 1) AS leaders,
		count(*) FILTER (WHERE tier = 1) AS sharing,
		max(best) FILTER (WHERE tier = 1) AS score,
		max(shared) FILTER (WHERE tier = 2) AS runners_up,
		max(best) FILTER (WHERE tier = 2) AS next,
		count(score) AS scores, median(score) AS median,
		mean(score) AS mean, min(score) AS min, max(score) AS max,
		stddev(score) AS stddev, min(place) AS best_place,
		max(place) AS worst_place
	FROM together
	GROUP BY scheme, region
)
SELECT c.scheme, g.level, g.parent, c.region,
	coalesce(g.name, 'Areas given') AS region_name, c.leaders, c.sharing,
	c.score, c.runners_up,
	round(CASE t.direction WHEN 'lower' THEN c.next - c.score
		ELSE c.score - c.next END,
		max(decimals(c.score), decimals(c.next))) AS gap,
	c.areas, c.members, CAST(c.areas AS REAL) / c.members AS coverage,
	c.scores, c.median, c.mean, c.min, c.max,
	round(c.max - c.min, max(decimals(c.min), decimals(c.max))) AS spread,
	c.stddev, c.best_place, c.worst_place
FROM counted AS c
JOIN standing_edition AS t ON t.dataset = :dataset AND t.edition = :edition
LEFT JOIN region_level AS g ON g.scheme = c.scheme AND g.region = c.region
ORDER BY c.scheme, c.region;
