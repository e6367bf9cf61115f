-- SPDX-License-Identifier: MIT
-- How many areas a release ranks or scores by an indicator.
--
-- Parameters: :release_id, :dataset, :edition, :indicator, :period
-- 1. An area counts that has a rank or a score in the period, each once.
-- 2. What the press printed is never all of a release: it gives no count.
-- 3. There is no row where the edition has no such indicator.
-- Columns as in claim-figure.
SELECT CASE r.source WHEN 'workbook' THEN c.areas END AS value,
	CAST(c.areas AS TEXT) AS raw, NULL AS sheet, NULL AS cell,
	NULL AS about, 0 AS slack
FROM indicator AS n
CROSS JOIN release AS r ON r.release_id = :release_id
CROSS JOIN (
	SELECT count(DISTINCT o.area) AS areas
	FROM indicator AS m
	JOIN observation AS o
		ON o.release_id = :release_id
			AND o.indicator_id = m.indicator_id
			AND o.measure IN ('rank', 'score')
			AND o.period = :period AND o.value IS NOT NULL
	WHERE m.dataset = :dataset AND m.edition = :edition
		AND m.indicator = :indicator
) AS c
WHERE n.dataset = :dataset AND n.edition = :edition
	AND n.indicator = :indicator;
