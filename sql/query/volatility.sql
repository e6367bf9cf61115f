-- SPDX-License-Identifier: MIT
-- title: How much ranks and scores move from edition to edition, area by area
-- about: trajectories
-- arguments: DATASET
-- asks: derived
-- empty: it takes two neighbouring editions of one regime with overall ranks
--   of the same areas
-- unit: ranks: places among the areas of both editions; scores: the unit of
--   the edition's overall
-- source: rank_delta; the standard deviation of a sample
--
-- Parameters: :dataset, :areas (NULL: all)
-- Order: by regime, the oldest first; the most volatile by rank first, then by
-- area.
--
-- 1. Of each regime an area has a row, if it made a step there: from one
--    edition to the next one that has standings. steps is how many changes of
--    rank there are, on the common sample (common_delta of rank_delta).
-- 2. rank_sd is the standard deviation (n - 1) of these changes, 0 for an area
--    that moves as far in each; of fewer than two there is none. rank_moved is
--    the mean of their sizes, rank_net their sum: positive towards the better
--    end.
-- 3. score_steps, score_sd, score_moved and score_net are the same of
--    score_delta: net is positive where the score grew.
SELECT t.regime, d.area, a.name, count(d.common_delta) AS steps,
	round(stddev(CAST(d.common_delta AS REAL)), 6) AS rank_sd,
	round(mean(CAST(abs(d.common_delta) AS REAL)), 6) AS rank_moved,
	sum(d.common_delta) AS rank_net, count(d.score_delta) AS score_steps,
	round(stddev(d.score_delta), 9) AS score_sd,
	round(mean(abs(d.score_delta)), 9) AS score_moved,
	round(added(d.score_delta), 9) AS score_net
FROM rank_delta AS d
JOIN standing_edition AS t
	ON t.dataset = d.dataset AND t.edition = d.edition_to
JOIN area AS a ON a.area = d.area
WHERE d.dataset = :dataset AND d.comparable = 'yes'
	AND (CAST(:areas AS TEXT) IS NULL
		OR d.area IN (SELECT value FROM json_each(:areas)))
GROUP BY t.regime, d.area, a.name
HAVING count(d.common_delta) > 0 OR count(d.score_delta) > 0
ORDER BY (
		SELECT min(o.position)
		FROM standing_edition AS o
		WHERE o.dataset = :dataset AND o.regime = t.regime),
	stddev(CAST(d.common_delta AS REAL)) DESC NULLS LAST, d.area;
