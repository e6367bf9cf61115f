-- SPDX-License-Identifier: MIT
-- A release that is there already and that the server went back to, at ?4. What
-- was superseded is judged anew.
UPDATE release
SET again = ?4, state = CASE state WHEN 'superseded' THEN 'staged' ELSE state END
WHERE dataset = ?1 AND edition = ?2 AND release = ?3 AND again IS NOT ?4
	AND ?4 IS NOT NULL;
