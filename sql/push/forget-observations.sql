-- SPDX-License-Identifier: MIT
-- The observations of releases that the file no longer has.
--
-- $1 the dataset, or NULL: any; $2 an edition of it, or NULL
DELETE FROM observation
WHERE ($1::text IS NULL OR dataset = $1)
	AND release_id = ANY (ARRAY(
		SELECT r.release_id
		FROM release AS r
		WHERE ($1::text IS NULL OR r.dataset = $1)
			AND ($2::text IS NULL OR r.edition = $2)
			AND NOT EXISTS (
				SELECT 1
				FROM pushed_release AS p
				WHERE p.dataset = r.dataset
					AND p.edition = r.edition
					AND p.release = r.release
			)
	));
