-- SPDX-License-Identifier: MIT
-- That a release was read and loaded, for the log: ?4 observations, ?5 findings.
--
-- 1. Its inputs are the workbook and, where it came as CSV, what was read: ?6 the
--    observations, ?7 the findings, which are NULL otherwise.
-- 2. waived is how many of the findings waivers covered then and there: those of
--    a current release that errors would have kept as it was read before.
--    Elsewhere it is 0, and a validation tells.
INSERT INTO event (time, actor, event, dataset, edition, release, detail)
SELECT moment(), actor(), 'load', dataset, edition, release,
	json_object('file', file, 'observations', ?4, 'findings', ?5,
		'waived', (SELECT count(*) FROM finding AS f
			WHERE f.release_id = release.release_id
				AND f.waived = 1),
		'content', content, 'recipe', recipe, 'state', state,
		'inputs', CASE
			WHEN ?6 IS NULL THEN json_array(json_object(
				'path', file, 'sha256', release))
			WHEN ?7 IS NULL THEN json_array(json_object(
				'path', file, 'sha256', release), json_object(
				'path', '(observations)', 'sha256', ?6))
			ELSE json_array(json_object(
				'path', file, 'sha256', release), json_object(
				'path', '(observations)', 'sha256', ?6),
				json_object(
				'path', '(findings)', 'sha256', ?7))
			END)
FROM release
WHERE dataset = ?1 AND edition = ?2 AND release = ?3;
