-- SPDX-License-Identifier: MIT
-- What came of asking for a workbook.
--
-- 1. checked, outcome, status and message are those of the last time.
-- 2. answered is the last time that it did not fail.
-- 3. changed is the last time that other bytes were taken. Bytes that were
--    there although nobody told of them here were taken when they came.
-- 4. release and its validators are those of the bytes that are held: to ask
--    without taking, or in vain, leaves them.
INSERT INTO source (dataset, edition, file, url, checked, outcome, status,
	message, answered, changed, release, etag, last_modified)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CASE WHEN ?6 <> 'failed' THEN ?5 END,
	CASE WHEN ?9 IS NULL THEN NULL WHEN ?6 = 'new' THEN ?5 ELSE ?12 END,
	?9, ?10, ?11)
ON CONFLICT (dataset, edition, file) DO UPDATE SET
	url = excluded.url,
	checked = excluded.checked,
	outcome = excluded.outcome,
	status = excluded.status,
	message = excluded.message,
	answered = coalesce(excluded.answered, answered),
	changed = CASE WHEN excluded.outcome = 'new'
			OR excluded.release IS NOT release
		THEN coalesce(excluded.changed, changed) ELSE changed END,
	release = coalesce(excluded.release, release),
	etag = CASE WHEN excluded.release IS NULL THEN etag
		ELSE excluded.etag END,
	last_modified = CASE WHEN excluded.release IS NULL THEN last_modified
		ELSE excluded.last_modified END;
