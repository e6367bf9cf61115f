-- SPDX-License-Identifier: MIT
-- Who led :region, the newest edition first.
--
-- 1. changed is 1 where another one leads than in the edition before, 0 where
--    the same does; NULL in the first one.
-- 2. starts is 1 where the method is another than that of the edition before.
-- 3. The last ten editions that have a leader; or if :edition is not among
--    them, the ten that end with it.
WITH led AS MATERIALIZED (
	SELECT t.position, l.edition, area_name(a.area, a.name) AS name,
		CASE t.ranks WHEN 'published' THEN l.rank ELSE s.place END
			AS rank,
		round(l.gap, :decimals) AS gap,
		l.leader <> lag(l.leader) OVER w AS changed,
		t.regime <> lag(t.regime) OVER w AS starts,
		row_number() OVER w AS number, count(*) OVER () AS editions
	FROM region_leader AS l
	JOIN standing_edition AS t
		ON t.dataset = l.dataset AND t.edition = l.edition
	JOIN standing AS s
		ON s.dataset = l.dataset AND s.edition = l.edition
			AND s.area = l.leader
	JOIN area AS a ON a.area = l.leader
	WHERE l.dataset = :dataset AND l.scheme = :scheme
		AND l.region = :region
	WINDOW w AS (ORDER BY t.position)
),
span AS (
	SELECT CASE WHEN number > editions - 10 THEN editions ELSE number END
		AS last
	FROM led
	WHERE edition = :edition
)
SELECT l.edition, l.name, l.rank, l.gap, l.changed, l.starts
FROM span AS s
JOIN led AS l ON l.number BETWEEN s.last - 9 AND s.last
ORDER BY l.position DESC;
