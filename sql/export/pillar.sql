-- SPDX-License-Identifier: MIT
-- The pillars of the newest edition: what is right under the overall score, in
-- the order of its tree; two of one label are told apart by their names.
SELECT CASE WHEN count(*) OVER (PARTITION BY lower(label)) > 1
		THEN label || ' (' || indicator || ')' ELSE label END AS label
FROM indicator
WHERE dataset = :dataset AND edition = :edition AND parent = 'overall'
ORDER BY ordinal, indicator
LIMIT 20;
