-- SPDX-License-Identifier: MIT
-- Observations that no release of the dataset on the server has: those of a push
-- that ended when one machine had committed and another one had not.
--
-- $1 the dataset
DELETE FROM observation
WHERE dataset = $1
	AND release_id <> ALL (
		SELECT r.release_id FROM release AS r WHERE r.dataset = $1
	);
