-- SPDX-License-Identifier: MIT
-- title: How ranks and scores changed from one edition to another
-- about: deltas
-- arguments: DATASET/EDITION DATASET/EDITION
-- asks: derived
--
-- Parameters: :dataset, :from, :to
-- delta is how many ranks an area moved towards the better end.
-- Order: by rank in the second edition, the better first, areas without one
-- last; then by rank in the first one, then by area.
SELECT d.area, a.name, d.rank_from, d.rank_to, d.delta, d.common_from,
	d.common_to, d.common_delta, d.score_from, d.score_to, d.comparable
FROM delta AS d
JOIN edition AS f ON f.dataset = d.dataset AND f.edition = d.edition_from
JOIN edition AS t ON t.dataset = d.dataset AND t.edition = d.edition_to
JOIN area AS a ON a.area = d.area
WHERE d.dataset = :dataset AND d.edition_from = :from AND d.edition_to = :to
ORDER BY t.rank_sign * d.rank_to NULLS LAST,
	f.rank_sign * d.rank_from NULLS LAST, d.area;
