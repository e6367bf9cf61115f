-- SPDX-License-Identifier: MIT
-- The editions in order of time; starts is 1 where the regime is another than
-- that of the edition before.
--
-- 1. The last sixty; or if :edition is not among them, the sixty that end with
--    it. editions is how many there are. history-rank.sql, chart-rank.sql,
--    region-history-rank.sql and country-history.sql must choose the same.
WITH span AS (
	SELECT CASE WHEN p.position > max(t.position) - 60
		THEN max(t.position) ELSE p.position END AS last,
		count(*) AS editions
	FROM standing_edition AS t
	JOIN standing_edition AS p
		ON p.dataset = t.dataset AND p.edition = :edition
	WHERE t.dataset = :dataset
)
SELECT e.edition, spoken('regime', g.title) AS title,
	e.regime IS NOT lag(e.regime) OVER (ORDER BY e.position) AS starts,
	s.editions
FROM span AS s
JOIN standing_edition AS e
	ON e.dataset = :dataset
		AND e.position BETWEEN s.last - 59 AND s.last
JOIN regime AS g ON g.dataset = e.dataset AND g.regime = e.regime
ORDER BY e.position;
