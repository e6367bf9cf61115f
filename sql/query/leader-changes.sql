-- SPDX-License-Identifier: MIT
-- title: Who led each region in each edition, and where that changed
-- about: regions
-- arguments: DATASET
-- asks: derived
-- empty: none of the areas has an overall rank or score in any edition
-- unit: gaps: that of each edition's overall
-- source: standing, region_area
--
-- Parameters: :dataset, :scheme (NULL: all schemes), :areas (NULL: all areas)
-- Order: by scheme, region and edition.
--
-- 1. With :areas and no :scheme these areas are one region, 'list' of the
--    scheme 'list'. With both it is the regions of the scheme, of these areas
--    only. An area counts once.
-- 2. A row is an edition in which an area of the region has a rank or a score,
--    beside the one before of that kind: edition_from. The first has none.
-- 3. leaders are all areas that share the best place (region_order), by code;
--    gap is as in the query regions.
-- 4. changed is 'yes' where others lead, more or fewer of them too; else 'no'.
-- 5. comparable is 'yes' where both editions are of one regime, else 'no': then
--    the method may have changed who leads, and gaps are of other scores.
-- 6. areas is how many areas of the region have a rank or a score; entered and
--    went is how many of them the edition before did not have, and how many
--    only that one had. leaders_new and leaders_gone are the leaders among
--    these: one that is gone was not overtaken.
-- Regions are those of today, as they were last derived.
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
	SELECT i.scheme, i.region, e.edition, t.area, t.score, t.line,
		dense_rank() OVER (
			PARTITION BY i.scheme, i.region
			ORDER BY e.ordinal) AS n,
		dense_rank() OVER (
			PARTITION BY i.scheme, i.region, e.edition
			ORDER BY t.unranked, t.merit) AS tier
	FROM region_order AS t
	JOIN lies AS i ON i.area = t.area
	JOIN standing_edition AS e
		ON e.dataset = t.dataset AND e.edition = t.edition
	WHERE t.dataset = :dataset
),
beside AS (
	SELECT scheme, region, edition, n, area, score, line, tier,
		lag(n) OVER own IS NOT n - 1 AS is_new,
		lead(n) OVER own IS NOT n + 1 AS goes
	FROM placed
	WINDOW own AS (PARTITION BY scheme, region, area ORDER BY n)
),
together AS (
	SELECT scheme, region, edition, n, tier, is_new, goes,
		first_value(score) OVER (
			PARTITION BY scheme, region, n, tier
			ORDER BY line) AS best,
		group_concat(area, ' ') OVER shared AS shared,
		group_concat(CASE WHEN is_new THEN area END, ' ') OVER shared
			AS shared_new,
		group_concat(CASE WHEN goes THEN area END, ' ') OVER shared
			AS shared_goes
	FROM beside
	WINDOW shared AS (
		PARTITION BY scheme, region, n, tier
		ORDER BY area
		ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
led AS (
	SELECT scheme, region, edition, n, count(*) AS areas,
		max(shared) FILTER (WHERE tier = 1) AS leaders,
		max(best) FILTER (WHERE tier = 1) AS score,
		max(best) FILTER (WHERE tier = 2) AS next,
		max(shared_new) FILTER (WHERE tier = 1) AS leaders_new,
		max(shared_goes) FILTER (WHERE tier = 1) AS leaders_go,
		sum(is_new) AS entered, sum(goes) AS go
	FROM together
	GROUP BY scheme, region, edition, n
),
measured AS (
	SELECT l.scheme, l.region, l.edition, l.n, l.areas, l.leaders,
		l.leaders_new, l.leaders_go, l.entered, l.go, t.regime,
		round(CASE t.direction WHEN 'lower' THEN l.next - l.score
			ELSE l.score - l.next END,
			max(decimals(l.score), decimals(l.next))) AS gap
	FROM led AS l
	JOIN standing_edition AS t
		ON t.dataset = :dataset AND t.edition = l.edition
)
SELECT m.scheme, m.region, coalesce(g.name, 'Areas given') AS region_name,
	f.edition AS edition_from, m.edition, f.leaders AS leaders_from,
	m.leaders,
	CASE WHEN f.leaders = m.leaders THEN 'no'
		WHEN f.leaders IS NOT NULL THEN 'yes' END AS changed,
	f.gap AS gap_from, m.gap,
	CASE WHEN f.regime = m.regime THEN 'yes'
		WHEN f.regime IS NOT NULL THEN 'no' END AS comparable,
	f.areas AS areas_from, m.areas,
	CASE WHEN f.n IS NOT NULL THEN m.entered END AS entered,
	f.go AS went,
	CASE WHEN f.n IS NOT NULL THEN m.leaders_new END AS leaders_new,
	f.leaders_go AS leaders_gone
FROM measured AS m
LEFT JOIN measured AS f
	ON f.scheme = m.scheme AND f.region = m.region AND f.n = m.n - 1
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
ORDER BY m.scheme, m.region, m.n;
