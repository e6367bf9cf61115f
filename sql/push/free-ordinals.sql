-- SPDX-License-Identifier: MIT
-- Frees the ordinals that are due to other editions, as sql/load/edition-order
-- does: those that stand where the file does not have them move below 0.
--
-- $1 the dataset
UPDATE edition AS t
SET ordinal = (
	SELECT least(0, min(m.ordinal)) FROM edition AS m WHERE m.dataset = $1
) - t.ordinal
WHERE t.dataset = $1
	AND t.ordinal > 0
	AND NOT EXISTS (
		SELECT 1
		FROM pushed_edition AS p
		WHERE p.dataset = t.dataset AND p.edition = t.edition
			AND p.ordinal = t.ordinal
	);
