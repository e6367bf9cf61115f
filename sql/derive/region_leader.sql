-- SPDX-License-Identifier: MIT
-- title: Who leads each region, and by how much
-- about: regions
-- unit: gap: the unit of the edition's overall; rank: places
-- source: standing, region_area
--
-- 1. An area counts in its most specific region and in all regions above it.
-- 2. An area's place in the region (region_standing) is its competition rank
--    there, the best first: by published rank; areas without one come after
--    those with one, by score. Areas with neither are left out.
-- 3. The leader is the area that stands first in the edition (standing.line):
--    the one with the best published rank, of equal ranks the one with the
--    better score, then the first by code; where no area of the region is
--    ranked, the one with the best score. The runner-up is the next in this
--    order.
-- 4. A better score is the higher one, or the lower one where the direction of
--    the edition's overall score says so. gap is by how much the leader's
--    score is better than the runner-up's; it is negative where the ranks do
--    not follow the scores.
-- 5. With fewer than two areas there is no runner-up and no gap; without both
--    scores there is no gap.
-- 6. areas is how many areas of the region are in region_standing.
-- 7. Leaders are by the regions of when they were derived; other ones make them
--    stale (derived).
-- Ask for a dataset, an edition or a scheme, and no others are computed.
CREATE VIEW region_leader AS
SELECT dataset, edition, scheme, region, area AS leader, rank, score, runner_up,
	runner_up_score,
	CASE direction WHEN 'lower' THEN runner_up_score - score
		ELSE score - runner_up_score END AS gap,
	areas
FROM (
	SELECT s.dataset, s.edition, t.direction, i.scheme, i.region, s.area,
		s.rank, s.score, row_number() OVER w AS place,
		lead(s.area) OVER w AS runner_up,
		lead(s.score) OVER w AS runner_up_score,
		count(*) OVER (
			PARTITION BY s.dataset, s.edition, i.scheme, i.region)
			AS areas
	FROM standing_edition AS t
	CROSS JOIN standing AS s
		ON s.dataset = t.dataset AND s.edition = t.edition
	CROSS JOIN region_area AS i ON i.area = s.area
	WHERE s.rank IS NOT NULL OR s.score IS NOT NULL
	WINDOW w AS (
		PARTITION BY s.dataset, s.edition, i.scheme, i.region
		ORDER BY s.line)
) AS s
WHERE place = 1;
