-- SPDX-License-Identifier: MIT
-- A release that is there already and that a server came to have at ?4: it went
-- back to it, or the bytes had lain in a folder. What was superseded is judged
-- anew.
UPDATE release
SET again = ?4, state = CASE state WHEN 'superseded' THEN 'staged' ELSE state END
WHERE dataset = ?1 AND edition = ?2 AND release = ?3 AND again IS NOT ?4
	AND ?4 IS NOT NULL;
