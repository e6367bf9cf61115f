-- SPDX-License-Identifier: MIT
-- A line of the log as a row, if it is one that is asked for.
--
-- 1. What is no JSON is no line.
-- 2. A parameter that is NULL asks for all. release may be its first digits.
-- 3. What was derived or exported of an edition or a release is about it, too.
-- 4. about is what a reader of the table wants to know first: the fault, why it
--    was done, or with which file; 80 characters of it.
SELECT x ->> '$.line' AS line, x ->> '$.time' AS time, x ->> '$.run' AS run,
	x ->> '$.user' AS user, x ->> '$.tool' AS tool, x ->> '$.event' AS event,
	x ->> '$.dataset' AS dataset, x ->> '$.edition' AS edition,
	substr(coalesce(x ->> '$.detail.fault', x ->> '$.detail.reason',
		x ->> '$.detail.message', x ->> '$.detail.why',
		x ->> '$.detail.file', x ->> '$.outputs[0].path',
		x ->> '$.inputs[0].path'), 1, 80) AS about,
	x ->> '$.release' AS release, x -> '$.detail' AS detail,
	x -> '$.inputs' AS inputs, x -> '$.outputs' AS outputs,
	x ->> '$.host' AS host, x ->> '$.version' AS version,
	x -> '$.arguments' AS arguments, x ->> '$.hash' AS hash
FROM (SELECT CASE WHEN json_valid(:line) THEN :line END AS x)
WHERE x IS NOT NULL AND x ->> '$.line' IS NOT NULL
	AND (:event IS NULL OR x ->> '$.event' = :event)
	AND (:run IS NULL OR x ->> '$.run' = :run)
	AND (:dataset IS NULL
		OR (x ->> '$.dataset' = :dataset AND (:edition IS NULL
			OR x ->> '$.edition' = :edition))
		OR EXISTS (
			SELECT 1
			FROM json_each(x, '$.inputs') AS i
			WHERE x ->> '$.event' IN ('derive', 'export')
				AND CASE i.type WHEN 'object'
					THEN i.value ->> '$.path' || '/' END
					GLOB :dataset || '/'
						|| coalesce(:edition, '*') || '/'))
	AND (:release IS NULL
		OR substr(x ->> '$.release', 1, length(:release)) = :release
		OR EXISTS (
			SELECT 1
			FROM json_each(x, '$.inputs') AS i
			WHERE CASE i.type WHEN 'object'
					THEN substr(i.value ->> '$.sha256', 1,
						length(:release)) END
					= :release));
