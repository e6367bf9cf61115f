-- SPDX-License-Identifier: MIT
-- The change of every area from each edition to the next: see
-- sql/derive/rank_delta.sql. The newest pair comes first, within it the areas in
-- the order of the later edition, then those that it does not have.
--
-- 1. change is positive for a move towards the better end.
-- 2. The common ranks count only the areas that both editions have.
SELECT d.edition_from, d.edition_to, area_name(a.area, a.name) AS name, d.area,
	d.rank_from, d.rank_to, d.delta AS change, d.common_from, d.common_to,
	d.common_delta, d.score_from, d.score_to, d.score_delta,
	spoken('word', d.comparable) AS comparable,
	spoken('word', d.ranks) AS ranks
FROM rank_delta AS d
JOIN standing_edition AS t
	ON t.dataset = d.dataset AND t.edition = d.edition_to
JOIN area AS a ON a.area = d.area
LEFT JOIN standing AS s
	ON s.dataset = d.dataset AND s.edition = d.edition_to
		AND s.area = d.area
WHERE d.dataset = :dataset
ORDER BY t.position DESC, s.line NULLS LAST, a.name, d.area;
