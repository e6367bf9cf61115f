-- SPDX-License-Identifier: MIT
-- The area with the three before it and the three behind it, in the order of
-- the edition.
--
-- 1. gap is the other's score less the area's; it is empty for the area itself
--    and where one of the two has no score.
-- 2. own is 1 for the area itself.
WITH own AS MATERIALIZED (
	SELECT line, score FROM standing
	WHERE dataset = :dataset AND edition = :edition AND area = :area
)
SELECT CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank,
	area_name(a.area, a.name) AS name, s.score,
	CASE WHEN s.line <> o.line THEN round(s.score - o.score, 9) END AS gap,
	s.line = o.line AS own
FROM own AS o
JOIN standing AS s
	ON s.dataset = :dataset AND s.edition = :edition
		AND s.line BETWEEN o.line - 3 AND o.line + 3
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN area AS a ON a.area = s.area
ORDER BY s.line;
