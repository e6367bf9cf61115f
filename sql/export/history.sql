-- SPDX-License-Identifier: MIT
-- All areas that any edition has, in the order of the report's edition; those
-- that it does not have by name. history-rank.sql gives the columns behind
-- these.
--
-- 1. best and worst are the ranks nearest to and farthest from the better end,
--    published or else computed, over all editions that count their ranks from
--    the same end as the report's.
WITH counted AS (
	SELECT edition, ranks,
		CASE ranks WHEN 'published' THEN rank_sign ELSE 1 END AS up
	FROM standing_edition
	WHERE dataset = :dataset
)
SELECT area_name(x.area, a.name) AS name, x.area,
	spoken('region', g.name) AS subregion,
	x.up * x.best AS best, x.up * x.worst AS worst, x.area AS code
FROM (
	SELECT s.area, u.up,
		min(t.up * CASE t.ranks WHEN 'published' THEN s.rank
			ELSE s.place END) FILTER (WHERE t.up = u.up) AS best,
		max(t.up * CASE t.ranks WHEN 'published' THEN s.rank
			ELSE s.place END) FILTER (WHERE t.up = u.up) AS worst
	FROM counted AS u
	CROSS JOIN counted AS t
	CROSS JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = t.edition
	WHERE u.edition = :edition
	GROUP BY s.area, u.up
) AS x
JOIN area AS a ON a.area = x.area
LEFT JOIN standing AS s
	ON s.dataset = :dataset AND s.edition = :edition AND s.area = x.area
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = x.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
ORDER BY s.line NULLS LAST, a.name, a.area;
