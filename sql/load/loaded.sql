-- SPDX-License-Identifier: MIT
-- That a release was read and loaded, for the log: ?4 observations, ?5 findings.
INSERT INTO event (time, actor, event, dataset, edition, release, detail)
SELECT moment(), actor(), 'load', dataset, edition, release,
	json_object('file', file, 'observations', ?4, 'findings', ?5,
		'content', content, 'recipe', recipe, 'state', state,
		'inputs', json_array(json_object('path', file, 'sha256',
			release)))
FROM release
WHERE dataset = ?1 AND edition = ?2 AND release = ?3;
