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
placed AS (
	SELECT i.region, t.area, a.name, t.score,
		CASE e.ranks WHEN 'published' THEN t.rank ELSE s.place END
			AS rank,
		dense_rank() OVER (
			PARTITION BY i.region
			ORDER BY t.unranked, t.merit) AS tier
	FROM standing_edition AS e
	CROSS JOIN region_order AS t
		ON t.dataset = e.dataset AND t.edition = e.edition
	CROSS JOIN standing AS s
		ON s.dataset = e.dataset AND s.edition = e.edition
			AND s.area = t.area
	CROSS JOIN area AS a ON a.area = t.area
	CROSS JOIN region_area AS i ON i.area = t.area AND i.scheme = :scheme
	WHERE e.dataset = :dataset AND e.edition = :edition
),
counted AS MATERIALIZED (
	SELECT region, count(*) AS areas,
		group_concat(area_name(area, name), ', ')
			FILTER (WHERE tier = 1) AS leaders,
		group_concat(area, ' ') FILTER (WHERE tier = 1) AS codes,
		group_concat(area_name(area, name), ', ')
			FILTER (WHERE tier = 2) AS runners_up,
		max(rank) FILTER (WHERE tier = 1) AS rank,
		min(score) FILTER (WHERE tier = 1) AS least,
		max(score) FILTER (WHERE tier = 1) AS most,
		min(score) FILTER (WHERE tier = 2) AS least_next,
		max(score) FILTER (WHERE tier = 2) AS most_next,
		avg(score) AS mean, median(score) AS median,
		min(score) AS lowest, max(score) AS highest
	FROM (SELECT * FROM placed ORDER BY region, tier, name, area)
	GROUP BY region
),
held AS MATERIALIZED (
	SELECT region, count(*) AS members
	FROM region_area
	WHERE scheme = :scheme
	GROUP BY region
),
turned AS (
	SELECT c.*,
		CASE e.direction WHEN 'lower' THEN c.least ELSE c.most END
			AS score,
		CASE e.direction WHEN 'lower' THEN c.least_next
			ELSE c.most_next END AS next,
		e.direction
	FROM counted AS c
	JOIN standing_edition AS e
		ON e.dataset = :dataset AND e.edition = :edition
)
SELECT spoken('region', t.name) AS name, spoken('region', t.within) AS within,
	c.leaders, c.codes, c.rank, c.score, c.runners_up,
	round(CASE c.direction WHEN 'lower' THEN c.next - c.score
		ELSE c.score - c.next END,
		max(decimals(c.score), decimals(c.next))) AS gap,
	coalesce(c.areas, 0) AS areas, h.members,
	1.0 * coalesce(c.areas, 0) / h.members AS coverage, c.mean, c.median,
	c.lowest, c.highest
FROM tree AS t
CROSS JOIN held AS h ON h.region = t.region
LEFT JOIN turned AS c ON c.region = t.region
ORDER BY t.path;
