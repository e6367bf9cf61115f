-- SPDX-License-Identifier: MIT
-- The last line of the log that the database knows of: one row or none.
--
-- 1. run is whose line it is; NULL where nobody said.
-- 2. Of a database as of a moment, that of the one it was made of.
SELECT line, hash, run
FROM (
	SELECT 0 AS own, line, hash, run FROM log_head
	UNION ALL
	SELECT 1, log_line, log_hash, log_run
	FROM as_of WHERE log_line IS NOT NULL
)
ORDER BY own DESC
LIMIT 1;
