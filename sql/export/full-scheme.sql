-- SPDX-License-Identifier: MIT
-- The schemes of regions, M49 first, then by name; two of one title are told
-- apart by their names.
SELECT CASE WHEN count(*) OVER (PARTITION BY lower(title)) > 1
		THEN spoken('scheme', title) || ' (' || scheme || ')'
		ELSE spoken('scheme', title) END AS title
FROM scheme
ORDER BY scheme <> 'm49', scheme
LIMIT 40;
