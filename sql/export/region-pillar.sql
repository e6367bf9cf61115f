-- SPDX-License-Identifier: MIT
-- The pillars as titles of columns: what is right under the overall score, in the
-- order of its tree. region-member-part.sql gives their figures.
--
-- 1. Two of one label are told apart by their names.
SELECT CASE WHEN count(*) OVER (PARTITION BY lower(label)) > 1
		THEN spoken('indicator', label) || ' (' || indicator || ')'
		ELSE spoken('indicator', label) END AS label
FROM indicator
WHERE dataset = :dataset AND edition = :edition AND parent = 'overall'
ORDER BY ordinal, indicator
LIMIT 20;
