-- SPDX-License-Identifier: MIT
-- title: The editions of a dataset, and how much of each is there
-- about: content
-- arguments: DATASET
-- asks: content
-- source: the specs, the current releases
--
-- Parameters: :dataset
-- Order: as they were published.
--
-- 1. An edition without a current release has a row too, without these columns.
SELECT e.edition, e.regime, e.areas, r.release, r.published, (
		SELECT count(*)
		FROM observation AS o
		WHERE o.release_id = r.release_id
	) AS observations
FROM edition AS e
LEFT JOIN release AS r
	ON r.dataset = e.dataset
	AND r.edition = e.edition
	AND r.state = 'current'
WHERE e.dataset = :dataset
ORDER BY e.ordinal;
