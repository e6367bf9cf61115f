-- SPDX-License-Identifier: MIT
-- The change of an area between two editions, to be traced to its cells.
--
-- Parameters: :dataset, :from (NULL: the edition before), :edition, :area
-- 1. Without :from it is the edition that stands before in the order of those
--    that have standings.
SELECT x.edition_from, x.edition_to, x.rank_from, x.rank_to, x.delta,
	x.common_from, x.common_to, x.common_delta, x.score_from, x.score_to,
	x.score_delta, x.comparable, x.ranks
FROM delta AS x
WHERE x.dataset = :dataset AND x.edition_to = :edition AND x.area = :area
	AND x.edition_from = coalesce(:from, (
		SELECT f.edition
		FROM standing_edition AS f
		JOIN standing_edition AS t ON t.dataset = f.dataset
			AND t.position = f.position + 1
		WHERE t.dataset = :dataset AND t.edition = :edition));
