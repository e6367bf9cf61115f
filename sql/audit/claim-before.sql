-- SPDX-License-Identifier: MIT
-- The edition before another one, and whether both are of one regime.
--
-- Parameters: :dataset, :edition, :from (NULL: the one that comes before it)
-- 1. There is no row where there is none, or where one of the two is not known.
SELECT b.edition, b.regime = e.regime AS comparable
FROM edition AS e
JOIN edition AS b ON b.dataset = e.dataset
WHERE e.dataset = :dataset AND e.edition = :edition
	AND CASE WHEN :from IS NULL THEN b.ordinal < e.ordinal
		ELSE b.edition = :from END
ORDER BY b.ordinal DESC
LIMIT 1;
