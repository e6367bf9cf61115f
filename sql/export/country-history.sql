-- SPDX-License-Identifier: MIT
-- One area in all editions, in the order of time.
--
-- 1. rank is as published, or the computed place where the edition publishes
--    none at all; an edition that does not list the area has a row all the
--    same, with nothing in it.
-- 2. change is that of sql/derive/course.sql: to the edition before it.
-- 3. starts is 1 where the method is another than that of the edition before.
-- 4. Of more than sixty editions those of history-edition.sql are given.
WITH span AS (
	SELECT CASE WHEN p.position > max(t.position) - 60
		THEN max(t.position) ELSE p.position END AS last
	FROM standing_edition AS t
	JOIN standing_edition AS p
		ON p.dataset = t.dataset AND p.edition = :edition
	WHERE t.dataset = :dataset
)
SELECT c.edition, CASE c.ranks WHEN 'published' THEN c.rank ELSE c.place END
		AS rank,
	CASE WHEN c.present = 'yes' THEN c.areas END AS areas, c.score,
	c.rank_change,
	CASE WHEN c.rank_change IS NOT NULL
		THEN spoken('word', c.comparable) END AS comparable,
	spoken('regime', g.title) AS method, c.regime_break = 'yes' AS starts
FROM span AS p
CROSS JOIN course AS c
	ON c.dataset = :dataset AND c.area = :area
		AND c.position BETWEEN p.last - 59 AND p.last
JOIN regime AS g ON g.dataset = c.dataset AND g.regime = c.regime
ORDER BY c.position;
