-- SPDX-License-Identifier: MIT
-- Rank and score of the areas of the page in every edition: at is the place in
-- html-edition.sql.
--
-- 1. Where an edition publishes no ranks they are computed.
-- 2. said is the score as it is shown.
SELECT x.area, t.position - 1 AS at,
	CASE t.ranks WHEN 'published' THEN s.rank ELSE s.place END AS rank,
	CASE WHEN s.score IS NOT NULL
		THEN printf('%.*f', :decimals, s.score) END AS said
FROM standing AS x
CROSS JOIN standing_edition AS t ON t.dataset = x.dataset
CROSS JOIN standing AS s
	ON s.dataset = t.dataset AND s.edition = t.edition AND s.area = x.area
WHERE x.dataset = :dataset AND x.edition = :edition
ORDER BY x.line, t.position;
