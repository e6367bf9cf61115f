-- SPDX-License-Identifier: MIT
-- Why the database has no release of an edition, in one row.
--
-- Parameters: :dataset, :edition
-- 1. A dataset that is not there; it is told which are.
-- 2. An edition that is not there, or has no release; it is told which have.
SELECT CASE
	WHEN NOT EXISTS (SELECT 1 FROM dataset WHERE dataset = :dataset)
	THEN 'no dataset ' || :dataset || ' in the database: it has '
		|| coalesce((
			SELECT group_concat(d.dataset, ', ') FROM (
				SELECT dataset FROM dataset
				ORDER BY dataset) AS d), 'none yet')
	ELSE 'no release of ' || :dataset || '/' || :edition
		|| ' in the database: it has '
		|| coalesce((
			SELECT group_concat(d.edition, ', ') FROM (
				SELECT e.edition FROM edition AS e
				WHERE e.dataset = :dataset AND EXISTS (
					SELECT 1 FROM release AS r
					WHERE r.dataset = e.dataset
						AND r.edition = e.edition)
				ORDER BY e.ordinal) AS d), 'none yet')
	END AS why;
