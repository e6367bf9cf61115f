-- SPDX-License-Identifier: MIT
-- What a report of a dataset is made of, for the log: its current releases as
-- a JSON array, by edition.
SELECT json_group_array(json_object('path', dataset || '/' || edition, 'sha256',
	release))
FROM (
	SELECT dataset, edition, release
	FROM release
	WHERE dataset = :dataset AND state = 'current'
	ORDER BY edition
);
