-- SPDX-License-Identifier: MIT
-- The cells that a standing is made of: rank and score of overall.
--
-- Parameters: :dataset, :edition, :area
-- 1. By the release and the period that the standing was made from, place 0.
-- 2. A measure that the release does not give has no row.
SELECT t.dataset, t.edition, o.area, o.measure, o.period, o.value, o.raw,
	s.name AS sheet, o.cell, l.label, r.release, r.file, r.url, r.fetched
FROM standing_edition AS t
JOIN release AS r ON r.release_id = t.release_id
JOIN indicator AS n ON n.dataset = t.dataset AND n.edition = t.edition
	AND n.indicator = 'overall'
JOIN observation AS o ON o.release_id = t.release_id
	AND o.indicator_id = n.indicator_id AND o.period = t.period
	AND o.area = :area AND o.place = 0
	AND (o.measure = 'rank' OR o.measure = 'score')
JOIN sheet AS s ON s.sheet_id = o.sheet_id
JOIN label AS l ON l.label_id = o.label_id
WHERE t.dataset = :dataset AND t.edition = :edition
ORDER BY o.measure;
