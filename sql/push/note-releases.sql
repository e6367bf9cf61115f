-- SPDX-License-Identifier: MIT
-- An event for each release that was put, in the order of the file.
--
-- $1 their numbers in the file, $2 how many observations each has: JSON lists
INSERT INTO event (time, actor, event, dataset, edition, release, detail)
SELECT moment(), actor(), 'push', p.dataset, p.edition, p.release,
	'{"observations":' || n.observations || '}'
FROM ROWS FROM (
		json_array_elements_text($1::json),
		json_array_elements_text($2::json)
	) AS n (release_id, observations)
JOIN pushed_release AS p ON p.release_id = n.release_id::bigint
ORDER BY p.release_id;
