-- SPDX-License-Identifier: MIT
-- Why there is nothing to answer with, in one row; none where there is
-- something. Reads asked (as_of, moment, dataset) and what choose.sql took.
--
-- 1. A dataset that the other database does not have; it is told which it has.
-- 2. A moment at which nothing that counts was known; it is told from when the
--    first release is.
SELECT CASE
	WHEN k.dataset IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM origin.dataset AS d WHERE d.dataset = k.dataset)
	THEN 'no dataset ' || k.dataset || ' in the database: it has '
		|| coalesce((
			SELECT group_concat(dataset, ', ') FROM (
				SELECT d.dataset FROM origin.dataset AS d
				ORDER BY d.dataset)), 'none yet')
	ELSE coalesce(k.dataset || ': ', '') || 'nothing was known on '
		|| k.as_of || ': ' || coalesce((
			SELECT 'the first release is known from '
				|| min(w.known)
			FROM origin.release_counting AS w
			WHERE k.dataset IS NULL OR w.dataset = k.dataset),
			'there is no current release: load and validate one')
	END
FROM temp.asked AS k
WHERE NOT EXISTS (SELECT 1 FROM main.dataset);
