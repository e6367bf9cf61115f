-- SPDX-License-Identifier: MIT
-- The areas that are ranked in one of the two editions only: in the newer one
-- (:sign 1), or in the one before (:sign -1).
--
-- 1. rank and score are those of where it is ranked; the rank is computed where
--    that edition publishes none.
-- 2. other says what the other edition has of it: 'absent', or 'unranked' where
--    it lists the area without a rank.
SELECT area_name(s.area, a.name) AS name, s.area,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank,
	s.score,
	spoken('word', CASE WHEN o.area IS NULL THEN 'absent' ELSE 'unranked'
		END) AS other
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN area AS a ON a.area = s.area
LEFT JOIN standing AS o
	ON o.dataset = s.dataset AND o.area = s.area
		AND o.edition = CASE :sign WHEN 1 THEN :before ELSE :edition END
WHERE s.dataset = :dataset
	AND s.edition = CASE :sign WHEN 1 THEN :edition ELSE :before END
	AND s.place IS NOT NULL AND o.place IS NULL
ORDER BY s.line;
