-- SPDX-License-Identifier: MIT
-- The fifteen areas that rose most (:sign 1) or fell most (:sign -1) between
-- the last two editions.
--
-- 1. The common ranks count only the areas that are in both editions.
-- 2. Of equal moves the better rank now stands first, then the name decides.
-- 3. Where an edition publishes no ranks they are computed: see delta.
SELECT a.name, d.area, d.rank_from, d.rank_to, d.delta, d.common_from,
	d.common_to, d.common_delta, d.comparable
FROM rank_delta AS d
JOIN standing_edition AS t
	ON t.dataset = d.dataset AND t.edition = d.edition_to
JOIN area AS a ON a.area = d.area
WHERE d.dataset = :dataset AND d.edition_from = :before
	AND d.edition_to = :edition AND d.delta * :sign > 0
ORDER BY d.delta * :sign DESC,
	CASE t.ranks WHEN 'published' THEN t.rank_sign ELSE 1 END * d.rank_to,
	a.name, d.area
LIMIT 15;
