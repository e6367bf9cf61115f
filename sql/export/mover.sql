-- SPDX-License-Identifier: MIT
-- The areas that rose most (:sign 1) or fell most (:sign -1) between the
-- edition and the one before.
--
-- 1. Moves up to place 15, as in a competition (1, 2, 2, 4): of equal moves all
--    are there or none.
-- 2. The common ranks count only the areas that are in both editions.
-- 3. Of equal moves the better rank now stands first, then the name decides.
-- 4. Where an edition publishes no ranks they are computed: see delta.
SELECT area_name(m.area, a.name) AS name, m.area, m.rank_from, m.rank_to,
	m.delta, m.common_from, m.common_to, m.common_delta,
	spoken('word', m.comparable) AS comparable
FROM (
	SELECT d.*, rank() OVER (ORDER BY d.delta * :sign DESC) AS place
	FROM rank_change AS d
	WHERE d.delta * :sign > 0
) AS m
JOIN standing_edition AS t ON t.dataset = :dataset AND t.edition = :edition
JOIN area AS a ON a.area = m.area
WHERE m.place <= 15
ORDER BY m.place,
	CASE t.ranks WHEN 'published' THEN t.rank_sign ELSE 1 END * m.rank_to,
	a.name, m.area;
