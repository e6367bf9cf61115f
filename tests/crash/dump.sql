-- SPDX-License-Identifier: MIT
-- A SELECT for each table, of all that it says. Where a number stands for
-- something, that is said instead: which of two datasets was loaded first does
-- not show.
--
-- 1. Left out is the way it went: what waits for the log, what the database
--    knows of the log, and whether a workbook was new when it was asked for
--    last.
-- 2. When a finding was first seen is said of those that there are: a run that
--    was disturbed may have seen one more.
-- 3. Under a clock that stands still the next one of the same second is dated
--    a second later; so when a workbook changed is said to the minute.
-- 4. Numbers that are nobody's name but their own row's are left out too.
SELECT 'SELECT ''' || t.name || ''', '
	|| group_concat(CASE
		WHEN c.name = t.name || '_id' THEN ''''''
		WHEN c.name IN ('release_id', 'before_id', 'last_id')
		THEN '(SELECT r.dataset || r.edition'
			|| ' || r.release FROM release AS r'
			|| ' WHERE r.release_id = t.' || c.name || ')'
		WHEN c.name = 'indicator_id' THEN '(SELECT i.indicator'
			|| ' FROM indicator AS i'
			|| ' WHERE i.indicator_id = t.indicator_id)'
		WHEN c.name = 'sheet_id' THEN '(SELECT s.name FROM sheet AS s'
			|| ' WHERE s.sheet_id = t.sheet_id)'
		WHEN c.name = 'label_id' THEN '(SELECT l.label FROM label AS l'
			|| ' WHERE l.label_id = t.label_id)'
		WHEN c.name = 'waiver_id' THEN '(SELECT w.rule || w.place'
			|| ' FROM waiver AS w WHERE w.waiver_id = t.waiver_id)'
		WHEN t.name = 'source' AND c.name = 'changed'
		THEN 'substr(t.changed, 1, 16)'
		ELSE 'quote(t."' || c.name || '")'
		END, ', ')
	|| ' FROM "' || t.name || '" AS t'
	|| CASE t.name WHEN 'finding_seen' THEN ' WHERE t.fingerprint IN'
		|| ' (SELECT f.fingerprint FROM finding AS f)' ELSE '' END
	|| ';'
FROM sqlite_schema AS t
JOIN pragma_table_xinfo(t.name) AS c
WHERE t.type = 'table'
	AND t.name NOT IN ('event', 'log_head', 'sqlite_sequence')
	AND NOT (t.name = 'source' AND c.name = 'outcome')
GROUP BY t.name
UNION ALL
SELECT 'SELECT ' || quote(sql) || ';' FROM sqlite_schema WHERE sql IS NOT NULL;
