-- SPDX-License-Identifier: MIT
-- How many areas are ranked in both editions, rose, fell and kept their rank;
-- how many are ranked in the newer one only (came), in the older one only
-- (went): one row.
--
-- 1. Where the two count their ranks from different ends nobody rose or fell.
WITH pair AS MATERIALIZED (
	SELECT f.area AS was, t.area AS now, d.delta
	FROM (SELECT area FROM standing
		WHERE dataset = :dataset AND edition = :before
			AND place IS NOT NULL) AS f
	FULL JOIN (SELECT area FROM standing
		WHERE dataset = :dataset AND edition = :edition
			AND place IS NOT NULL) AS t
		ON t.area = f.area
	LEFT JOIN rank_delta AS d
		ON d.dataset = :dataset AND d.edition_from = :before
			AND d.edition_to = :edition AND d.area = t.area
)
SELECT count(*) FILTER (WHERE was IS NOT NULL AND now IS NOT NULL) AS both,
	count(*) FILTER (WHERE delta > 0) AS rose,
	count(*) FILTER (WHERE delta < 0) AS fell,
	count(*) FILTER (WHERE delta = 0) AS same,
	count(*) FILTER (WHERE was IS NULL) AS came,
	count(*) FILTER (WHERE now IS NULL) AS went
FROM pair;
