-- SPDX-License-Identifier: MIT
-- What sql/log/derived.sql says, by the same rules, on a server: the functions
-- that make JSON there have other names and take no text for JSON.
-- Parameters: :datasets (a JSON array), :tables
INSERT INTO event (time, actor, event, dataset, detail)
SELECT moment(), actor(), 'derive', k.value,
	CAST(json_build_object('tables', CAST(:tables AS INTEGER), 'inputs',
		coalesce((
			SELECT json_agg(json_build_object('path',
				r.dataset || '/' || r.edition, 'sha256',
				r.release) ORDER BY r.edition)
			FROM release AS r
			WHERE r.dataset = k.value AND r.state = 'current'
		), '[]')) AS TEXT)
FROM json_each(:datasets) AS k;
