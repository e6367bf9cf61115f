-- SPDX-License-Identifier: MIT
-- The indicators that a release has observations of, whatever tree they are
-- of: the table is not read for it, only sought in for the next one.
--
-- Parameters: ?1 (release_id)
-- 1. Order: by name, byte for byte.
WITH RECURSIVE given (indicator_id) AS (
	SELECT min(indicator_id) FROM observation WHERE release_id = ?1
	UNION ALL
	SELECT (
		SELECT min(o.indicator_id)
		FROM observation AS o
		WHERE o.release_id = ?1 AND o.indicator_id > g.indicator_id
	)
	FROM given AS g
	WHERE g.indicator_id IS NOT NULL
)
SELECT g.indicator_id, coalesce(n.indicator, '') AS name
FROM given AS g
LEFT JOIN indicator AS n ON n.indicator_id = g.indicator_id
WHERE g.indicator_id IS NOT NULL
ORDER BY name, g.indicator_id;
