-- SPDX-License-Identifier: MIT
-- Observations that no release on the server has: those of a push that ended
-- when one machine had committed and another one had not. A table without parts
-- has none, since one machine, or the extension that spreads it, commits all or
-- nothing; it is not searched.
--
-- $1 the dataset, or NULL: any
DELETE FROM observation
WHERE EXISTS (
		SELECT 1 FROM pg_inherits WHERE inhparent = 'observation'::regclass
	)
	AND ($1::text IS NULL OR dataset = $1)
	AND release_id <> ALL (ARRAY(SELECT r.release_id FROM release AS r));
