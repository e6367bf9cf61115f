-- SPDX-License-Identifier: MIT
-- title: Every area's place in every region, or in a list of areas
-- about: regions
-- arguments: DATASET/EDITION
-- asks: derived
-- empty: none of the areas has an overall rank or score in the edition
-- unit: place: places, counted from 1; score: that of the edition's overall
-- source: standing, region_area
--
-- Parameters: :dataset, :edition, :scheme (NULL: all schemes), :areas (NULL: all
-- areas)
-- Order: by scheme, region and place, equal places as in the edition.
--
-- 1. With :areas and no :scheme these areas are one region, 'list' of the
--    scheme 'list'. With both it is the regions of the scheme, of these areas
--    only: places are counted among them. An area counts once.
-- 2. place is that of region_order: a competition rank (1, 2, 2, 4), by
--    published rank, areas without one behind those with one by score. of is
--    how many areas of the region have a place; others have no row.
-- 3. behind is how far the score is from that of the region's first area, the
--    worse the more; NULL without both.
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
	SELECT i.scheme, i.region, t.area, t.rank, t.score, t.line,
		rank() OVER (
			PARTITION BY i.scheme, i.region
			ORDER BY t.unranked, t.merit) AS place,
		count(*) OVER (PARTITION BY i.scheme, i.region) AS areas,
		first_value(t.score) OVER (
			PARTITION BY i.scheme, i.region
			ORDER BY t.line) AS best
	FROM region_order AS t
	JOIN lies AS i ON i.area = t.area
	WHERE t.dataset = :dataset AND t.edition = :edition
)
SELECT p.scheme, p.region, coalesce(g.name, 'Areas given') AS region_name,
	p.place, p.areas AS "of", p.area, a.name, p.rank, p.score,
	round(CASE t.direction WHEN 'lower' THEN p.score - p.best
		ELSE p.best - p.score END,
		max(decimals(p.score), decimals(p.best))) AS behind
FROM placed AS p
JOIN standing_edition AS t ON t.dataset = :dataset AND t.edition = :edition
JOIN area AS a ON a.area = p.area
LEFT JOIN region AS g ON g.scheme = p.scheme AND g.region = p.region
ORDER BY p.scheme, p.region, p.line;
