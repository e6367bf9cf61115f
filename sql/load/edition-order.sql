-- SPDX-License-Identifier: MIT
-- Frees the ordinals that are due to other editions: those that stand where
-- the spec does not have them move below 0, in a new place each. An edition
-- that the spec no longer has stays there, before all others.
--
-- ?1 the dataset, ?2 its editions in order, as a JSON array
UPDATE edition
SET ordinal = (
	SELECT min(0, min(ordinal)) FROM edition WHERE dataset = ?1
) - ordinal
WHERE dataset = ?1
	AND ordinal > 0
	AND (edition, ordinal) NOT IN (
		SELECT value, key + 1 FROM json_each(?2)
	);
