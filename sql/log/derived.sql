-- SPDX-License-Identifier: MIT
-- Notes that datasets were derived anew: which, and from which releases.
-- Parameters: :datasets (a JSON array), :tables
--
-- 1. There is an event for each dataset, in the order given.
-- 2. The inputs are its current releases, by edition.
INSERT INTO event (time, actor, event, dataset, detail)
SELECT moment(), actor(), 'derive', k.value, json_object('tables', :tables,
	'inputs', json((SELECT json_group_array(json_object('path',
			dataset || '/' || edition, 'sha256', release))
		FROM (
			SELECT dataset, edition, release
			FROM release
			WHERE dataset = k.value AND state = 'current'
			ORDER BY edition
		))))
FROM json_each(:datasets) AS k;
