-- SPDX-License-Identifier: MIT
-- The areas of the region that is drawn (:scheme, :region), in the order of the
-- edition. chart-rank.sql must keep the order of the rows.
--
-- 1. Areas with neither a rank nor a score are left out.
-- 2. All of them up to twelve; of more the best ten. areas is how many there
--    are.
-- 3. most is the greatest rank that the area has in the editions of
--    history-edition.sql, lower is 1 where the lower score is the better one.
WITH there AS MATERIALIZED (
	SELECT s.area, s.score, s.line
	FROM region_area AS i
	JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
			AND s.area = i.area
	WHERE i.scheme = :scheme AND i.region = :region
		AND (s.rank IS NOT NULL OR s.score IS NOT NULL)
),
span AS (
	SELECT CASE WHEN p.position > max(t.position) - 60
		THEN max(t.position) ELSE p.position END AS last
	FROM standing_edition AS t
	JOIN standing_edition AS p
		ON p.dataset = t.dataset AND p.edition = :edition
	WHERE t.dataset = :dataset
)
SELECT area_name(x.area, a.name) AS name, x.score,
	(SELECT count(*) FROM there) AS areas,
	(SELECT max(CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END)
	FROM span AS p
	CROSS JOIN standing_edition AS t
		ON t.dataset = :dataset
			AND t.position BETWEEN p.last - 59 AND p.last
	CROSS JOIN standing AS s
		ON s.dataset = t.dataset AND s.edition = t.edition
			AND s.area = x.area) AS most,
	e.direction = 'lower' AS lower
FROM there AS x
JOIN area AS a ON a.area = x.area
JOIN standing_edition AS e ON e.dataset = :dataset AND e.edition = :edition
ORDER BY x.line
LIMIT CASE WHEN (SELECT count(*) FROM there) > 12 THEN 10 ELSE 12 END;
