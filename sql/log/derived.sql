-- SPDX-License-Identifier: MIT
-- Notes that the derived tables were rebuilt: how many, from which releases.
--
-- 1. The inputs are the current releases of all datasets, by dataset and
--    edition.
INSERT INTO event (time, actor, event, detail)
SELECT moment(), actor(), 'derive', json_object('tables', :tables, 'inputs',
	json((SELECT json_group_array(json_object('path',
			dataset || '/' || edition, 'sha256', release))
		FROM (
			SELECT dataset, edition, release
			FROM release
			WHERE state = 'current'
			ORDER BY dataset, edition
		))));
