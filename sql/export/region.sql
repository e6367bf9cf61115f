-- SPDX-License-Identifier: MIT
-- Each region of :scheme in the edition: who leads, by how much, how many of
-- its areas are there, and what their scores are.
--
-- 1. leaders are all areas that share the best place (region_order), by name,
--    codes their codes; runners_up are those at the next place.
-- 2. rank is as published, or the computed place where the edition publishes
--    none at all. score is the best one of the leaders.
-- 3. gap is by how much the better end that is from the best score of the
--    runners-up, to the places that both have; negative where ranks do not
--    follow the scores; NULL without both.
-- 4. areas is how many of the members have a rank or a score; coverage is
--    areas / members.
-- 5. mean, median, lowest and highest are of the scores that there are, each
--    area counting once.
-- 6. A region of which no area is in the edition has a row all the same.
-- Order: from the top down, in the order of the codes.
WITH RECURSIVE tree (region, name, within, path) AS (
	SELECT region, name, NULL, region
	FROM region
	WHERE scheme = :scheme AND parent IS NULL
	UNION ALL
	SELECT g.region, g.name, t.name, t.path || '/' || g.region
	FROM tree AS t
	JOIN region AS g ON g.scheme = :scheme AND g.parent = t.region
),
placed AS MATERIALIZED (
	SELECT i.region, i.area, a.name, t.score, t.line,
		CASE e.ranks WHEN 'published' THEN t.rank ELSE s.place END
			AS rank,
		CASE WHEN t.area IS NOT NULL THEN dense_rank() OVER (
			PARTITION BY i.region
			ORDER BY t.unranked NULLS LAST, t.merit) END AS tier
	FROM region_area AS i
	JOIN area AS a ON a.area = i.area
	JOIN standing_edition AS e
		ON e.dataset = :dataset AND e.edition = :edition
	LEFT JOIN region_order AS t
		ON t.dataset = :dataset AND t.edition = :edition
			AND t.area = i.area
	LEFT JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
			AND s.area = i.area
	WHERE i.scheme = :scheme
),
together AS (
	SELECT region, area, score, rank, tier,
		first_value(score) OVER (
			PARTITION BY region, tier ORDER BY line) AS best,
		group_concat(area_name(area, name), ', ') OVER shared AS names,
		group_concat(area, ' ') OVER shared AS codes
	FROM placed
	WINDOW shared AS (
		PARTITION BY region, tier
		ORDER BY name, area
		ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
counted AS (
	SELECT region, count(*) AS members, count(tier) AS areas,
		max(names) FILTER (WHERE tier = 1) AS leaders,
		max(codes) FILTER (WHERE tier = 1) AS codes,
		max(rank) FILTER (WHERE tier = 1) AS rank,
		max(best) FILTER (WHERE tier = 1) AS score,
		max(names) FILTER (WHERE tier = 2) AS runners_up,
		max(best) FILTER (WHERE tier = 2) AS next,
		avg(score) AS mean, median(score) AS median,
		min(score) AS lowest, max(score) AS highest
	FROM together
	GROUP BY region
)
SELECT spoken('region', t.name) AS name, spoken('region', t.within) AS within,
	c.leaders, c.codes, c.rank, c.score, c.runners_up,
	round(CASE e.direction WHEN 'lower' THEN c.next - c.score
		ELSE c.score - c.next END,
		max(decimals(c.score), decimals(c.next))) AS gap,
	c.areas, c.members, 1.0 * c.areas / c.members AS coverage, c.mean,
	c.median, c.lowest, c.highest
FROM counted AS c
JOIN tree AS t ON t.region = c.region
JOIN standing_edition AS e ON e.dataset = :dataset AND e.edition = :edition
ORDER BY t.path;
