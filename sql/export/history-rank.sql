-- SPDX-License-Identifier: MIT
-- The ranks of the editions as cells: the row is that of the area in
-- history.sql, the column the place in history-edition.sql, from 0. Where an
-- edition publishes no ranks they are computed. The order is that in which they
-- are stored: thousands of them need not be sorted.
WITH span AS (
	SELECT CASE WHEN p.position > max(t.position) - 60
		THEN max(t.position) ELSE p.position END AS last
	FROM standing_edition AS t
	JOIN standing_edition AS p
		ON p.dataset = t.dataset AND p.edition = :edition
	WHERE t.dataset = :dataset
)
SELECT s.area, t.position - max(1, (SELECT last FROM span) - 59) AS place,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank
FROM standing_edition AS t
CROSS JOIN standing AS s ON s.dataset = t.dataset AND s.edition = t.edition
WHERE t.dataset = :dataset AND s.place IS NOT NULL
	AND t.position BETWEEN (SELECT last FROM span) - 59
		AND (SELECT last FROM span)
ORDER BY t.edition, s.area;
