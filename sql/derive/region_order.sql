-- SPDX-License-Identifier: MIT
-- title: By what the areas of an edition lead regions
-- about: regions
-- unit: merit: places, or the score, turned so that the less is the better
-- source: standing
--
-- 1. Areas with a published rank come first (unranked is 0), by that; behind
--    them those without one, by score. Areas with neither are left out.
-- 2. Of any areas of an edition the one with the least (unranked, merit) leads,
--    and those with equal ones share a place. So it says the places in every
--    region, and those in a list that somebody gives.
-- It differs from standing.place for areas that have a score and no rank in an
-- edition with published ranks: there they have no place at all.
CREATE VIEW region_order AS
SELECT s.dataset, s.edition, s.area, s.rank, s.score, s.line,
	s.rank IS NULL AS unranked,
	CASE WHEN s.rank IS NOT NULL THEN t.rank_sign * s.rank
		WHEN t.direction = 'lower' THEN s.score
		ELSE -s.score END AS merit
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
WHERE s.rank IS NOT NULL OR s.score IS NOT NULL;
