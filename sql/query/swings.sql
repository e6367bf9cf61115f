-- SPDX-License-Identifier: MIT
-- title: The largest moves of all areas from one edition to the next
-- about: trajectories
-- arguments: DATASET
-- asks: derived
-- empty: nothing moved between neighbouring editions of one regime;
--   --across-regimes takes those of two as well
-- unit: ranks: places among the areas of both editions; scores: the unit of
--   the edition's overall
-- source: rank_delta
--
-- Parameters: :dataset, :limit (-1: all), :across
-- Order: ranks before scores, the largest move first, whichever way; then by
-- edition and by area.
--
-- 1. Moves are those of rank_delta: between neighbours among the editions that
--    have standings. Those of ranks are on the common sample (common_from,
--    common_to, common_delta), so that nobody moves because of who came or
--    left.
-- 2. Moves inside a regime only, or with --across-regimes also those across,
--    where comparable is 'no'. A score never moves from one scale to another,
--    or where the better one is on different sides.
-- 3. change of a rank is positive towards the better end, of a score it is
--    score_to - score_from; better says which it is of both: yes or no.
-- 4. No move is no row. place counts the moves of ranks, and those of scores,
--    1 the greatest, as in a competition (1, 2, 2, 4); --limit N gives the
--    moves up to place N of both, so that of equal moves all are there or
--    none.
WITH pair AS (
	SELECT d.area, d.edition_to, t.position, d.edition_from, d.comparable,
		d.common_from, d.common_to, d.common_delta, d.score_from,
		d.score_to, t.direction,
		f.direction = t.direction AND (d.comparable = 'yes'
			OR (n.scale_min IS m.scale_min
				AND n.scale_max IS m.scale_max)) AS one_scale
	FROM rank_delta AS d
	JOIN standing_edition AS f
		ON f.dataset = d.dataset AND f.edition = d.edition_from
	JOIN standing_edition AS t
		ON t.dataset = d.dataset AND t.edition = d.edition_to
	LEFT JOIN indicator AS n
		ON n.dataset = d.dataset AND n.edition = d.edition_from
			AND n.indicator = 'overall'
	LEFT JOIN indicator AS m
		ON m.dataset = d.dataset AND m.edition = d.edition_to
			AND m.indicator = 'overall'
	WHERE d.dataset = :dataset AND (d.comparable = 'yes' OR :across)
),
move AS (
	SELECT 'rank' AS measure, area, position, edition_from, edition_to,
		comparable, common_from AS before, common_to AS after,
		common_delta AS change, common_delta > 0 AS better
	FROM pair
	WHERE common_delta <> 0
	UNION ALL
	SELECT 'score', area, position, edition_from, edition_to, comparable,
		score_from, score_to,
		round(score_to - score_from,
			max(decimals(score_to), decimals(score_from))),
		CASE direction WHEN 'lower' THEN score_to < score_from
			ELSE score_to > score_from END
	FROM pair
	WHERE one_scale AND score_to <> score_from
),
counted AS (
	SELECT measure, area, position, edition_from, edition_to, comparable,
		before, after, change, better,
		rank() OVER (
			PARTITION BY measure
			ORDER BY abs(change) DESC) AS place
	FROM move
)
SELECT c.measure, c.place, c.area, a.name, c.edition_from, c.edition_to,
	c.comparable, c.before, c.after, c.change,
	CASE WHEN c.better THEN 'yes' ELSE 'no' END AS better
FROM counted AS c
JOIN area AS a ON a.area = c.area
WHERE c.place <= :limit OR :limit < 0
ORDER BY c.measure, c.place, c.position, c.area;
