-- SPDX-License-Identifier: MIT
-- Notes that datasets were derived anew: which, and from which releases.
-- Parameters: :datasets (a JSON array), :tables
--
-- 1. There is an event for each dataset, in the order given.
-- 2. The inputs are its current releases, by edition.
INSERT INTO event (time, actor, event, dataset, detail)
SELECT moment(), actor(), 'derive', k.value,
	'{"tables":' || CAST(:tables AS TEXT) || ',"inputs":[' || coalesce((
		SELECT group_concat(json_object('path',
			r.dataset || '/' || r.edition, 'sha256', r.release), ',')
		FROM (
			SELECT dataset, edition, release
			FROM release
			WHERE dataset = k.value AND state = 'current'
			ORDER BY edition
		) AS r), '') || ']}'
FROM json_each(:datasets) AS k
ORDER BY k.id;
