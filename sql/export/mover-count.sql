-- SPDX-License-Identifier: MIT
-- How many areas are ranked in both editions, rose, fell and kept their rank;
-- how many are ranked in the newer one only (came), in the older one only
-- (went): one row.
--
-- 1. Where the two count their ranks from different ends nobody rose or fell.
SELECT count(*) FILTER (WHERE rank_from IS NOT NULL AND rank_to IS NOT NULL)
		AS both,
	count(*) FILTER (WHERE delta > 0) AS rose,
	count(*) FILTER (WHERE delta < 0) AS fell,
	count(*) FILTER (WHERE delta = 0) AS same,
	count(*) FILTER (WHERE rank_from IS NULL AND rank_to IS NOT NULL)
		AS came,
	count(*) FILTER (WHERE rank_from IS NOT NULL AND rank_to IS NULL)
		AS went
FROM rank_change;
