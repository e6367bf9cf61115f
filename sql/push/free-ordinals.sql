-- SPDX-License-Identifier: MIT
-- Frees the ordinals that are due to other editions, as sql/load/edition-order
-- does: those that stand where the file does not have them move below 0. Of the
-- datasets that are compared; all editions of each are.
UPDATE edition AS t
SET ordinal = (
	SELECT least(0, min(m.ordinal))
	FROM edition AS m
	WHERE m.dataset = t.dataset
) - t.ordinal
WHERE t.dataset IN (SELECT d.dataset FROM pushed_dataset AS d)
	AND t.ordinal > 0
	AND NOT EXISTS (
		SELECT 1
		FROM pushed_edition AS p
		WHERE p.dataset = t.dataset AND p.edition = t.edition
			AND p.ordinal = t.ordinal
	);
