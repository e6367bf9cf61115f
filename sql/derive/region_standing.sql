-- SPDX-License-Identifier: MIT
-- title: Every area's place in every region that it belongs to
-- about: regions
-- unit: place: places, counted from 1; score: the unit of the edition's overall
-- source: region_turn, region_area
--
-- 1. An area counts in its most specific region and in all regions above it.
-- 2. place is the area's competition rank inside the region, the best first:
--    by published rank; areas without one come after those with one, by score.
--    Areas with neither are left out.
-- Ask for one edition and scheme, and only these are computed.
CREATE VIEW region_standing AS
SELECT s.dataset, s.edition, i.scheme, i.region, s.area, s.rank, s.score,
	rank() OVER (
		PARTITION BY s.dataset, s.edition, i.scheme, i.region
		ORDER BY s.turn) AS place
FROM region_turn AS s
JOIN region_area AS i ON i.area = s.area;
