-- SPDX-License-Identifier: MIT
-- What becomes of the releases that were looked at. Reads checked (release_id,
-- barred): barred says how many findings reach the bar. Leaves verdict.
--
-- 1. A release that is barred is quarantined, unless it is current already: a
--    current release stays so until another takes its place. One that was forced
--    is not barred.
-- 2. Of an edition whose promote is newest-valid all other releases may become
--    current, save those that were superseded: what is superseded stays so.
-- 3. Of an edition whose promote is pinned only the bytes that the spec pins
--    may, also if they were superseded before.
-- 4. Of those that may, the first in release_order becomes current.
-- 5. That is an order of publication, of who vouches and of arrival: what a
--    server gives in place of the pinned bytes takes their place, what lay in
--    a folder does not, and what a server went back to counts again.
-- 6. The rest, a former current release included, is superseded.
-- 7. But under pinned, what is valid and not pinned is held: it takes part
--    again when the policy changes. The current release is not held before a
--    pinned one takes its place.
-- 8. Whatever changes is an event: promote, supersede, quarantine, hold, or
--    restore where what was superseded becomes current again.
-- 9. A release whose workbook was refused is quarantined whatever the bar and
--    its findings are, also by force: there is nothing in it.
CREATE TEMP TABLE verdict (
	release_id INTEGER NOT NULL PRIMARY KEY,
	was TEXT NOT NULL,
	becomes TEXT NOT NULL
) STRICT;

INSERT INTO verdict (release_id, was, becomes)
WITH judged AS (
	SELECT r.release_id, r.dataset, r.edition, r.state,
		CASE r.official WHEN 1 THEN 1 ELSE 0 END AS pinned,
		CASE e.promote WHEN 'pinned' THEN 1 ELSE 0 END AS pins,
		(SELECT o.place FROM release_order AS o
		WHERE o.release_id = c.release_id) AS turn,
		CASE WHEN (c.barred > 0 AND r.state <> 'current'
				AND r.forced IS NULL)
			OR r.refused IS NOT NULL THEN 1 ELSE 0 END AS barred
	FROM checked AS c
	JOIN release AS r ON r.release_id = c.release_id
	JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
),
entered AS (
	SELECT j.release_id, j.dataset, j.edition, j.state, j.pinned, j.turn,
		j.pins, j.barred,
		CASE WHEN j.barred = 1 THEN 0
			WHEN j.pins = 1 THEN j.pinned
			WHEN j.state = 'superseded' THEN 0 ELSE 1 END AS may
	FROM judged AS j
),
placed AS (
	SELECT n.release_id, n.state, n.pinned, n.pins, n.barred, n.may,
		max(n.may) OVER (PARTITION BY n.dataset, n.edition) AS some_may,
		row_number() OVER (
			PARTITION BY n.dataset, n.edition, n.may
			ORDER BY n.turn) AS place
	FROM entered AS n
)
SELECT p.release_id, p.state,
	CASE WHEN p.may = 1 AND p.place = 1 THEN 'current'
		WHEN p.state = 'current' AND p.some_may = 0 THEN 'current'
		WHEN p.state = 'superseded' THEN 'superseded'
		WHEN p.barred = 1 THEN 'quarantined'
		WHEN p.pins = 1 AND p.pinned = 0 THEN 'held'
		ELSE 'superseded' END
FROM placed AS p;

-- At no time has an edition two current releases.
UPDATE release
SET state = (SELECT v.becomes FROM verdict AS v
	WHERE v.release_id = release.release_id)
WHERE release_id IN (SELECT v.release_id FROM verdict AS v
	WHERE v.becomes <> v.was AND v.becomes <> 'current');
UPDATE release
SET state = 'current'
WHERE release_id IN (SELECT v.release_id FROM verdict AS v
	WHERE v.becomes <> v.was AND v.becomes = 'current');

UPDATE release
SET barred = c.barred
FROM checked AS c
WHERE c.release_id = release.release_id AND release.barred <> c.barred;

INSERT INTO event (time, actor, event, dataset, edition, release, detail)
SELECT moment(), actor(),
	CASE v.becomes WHEN 'current'
		THEN CASE v.was WHEN 'superseded' THEN 'restore'
			ELSE 'promote' END
		WHEN 'quarantined' THEN 'quarantine'
		WHEN 'held' THEN 'hold'
		ELSE 'supersede' END,
	r.dataset, r.edition, r.release,
	'{"was":' || json_quote(v.was) || ',"barred":' || r.barred
		|| CASE WHEN r.forced IS NULL THEN ''
			ELSE ',"forced":' || json_quote(r.forced) END
		|| CASE WHEN f.rule IS NULL THEN ''
			ELSE ',"rule":' || json_quote(f.rule)
				|| ',"message":' || json_quote(f.message) END
		|| '}'
FROM verdict AS v
JOIN release AS r ON r.release_id = v.release_id
LEFT JOIN finding AS f
	ON v.becomes = 'quarantined' AND f.finding_id = (
		SELECT w.finding_id
		FROM finding AS w
		WHERE w.release_id = v.release_id AND w.waived = 0
		ORDER BY CASE w.severity WHEN 'error' THEN 0
			WHEN 'warning' THEN 1 ELSE 2 END,
			w.rule, w.finding_id
		LIMIT 1)
WHERE v.becomes <> v.was
ORDER BY v.becomes = 'current', v.release_id;
