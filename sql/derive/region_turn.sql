-- SPDX-License-Identifier: MIT
-- title: In which order the areas of an edition lead regions
-- about: regions
-- unit: turn: counted from 1; score: the unit of the edition's overall
-- source: standing
--
-- 1. turn is an area's competition rank (1, 2, 2, 4) in the edition, the best
--    first: by published rank; areas without one come after those with one, by
--    score. Areas with neither are left out.
-- 2. Of any areas of an edition the one with the least turn leads, and those
--    with equal turns share a place. So it says the places in every region, and
--    those in a list that somebody gives.
-- It differs from standing.place for areas that have a score and no rank in an
-- edition with published ranks: there they have no place at all.
CREATE VIEW region_turn AS
SELECT s.dataset, s.edition, s.area, s.rank, s.score, s.line,
	rank() OVER (
		PARTITION BY s.dataset, s.edition
		ORDER BY s.rank IS NULL, t.rank_sign * s.rank,
			CASE WHEN s.rank IS NULL
				THEN CASE t.direction WHEN 'lower' THEN s.score
					ELSE -s.score END END) AS turn
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
WHERE s.rank IS NOT NULL OR s.score IS NOT NULL;
