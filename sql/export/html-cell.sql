-- SPDX-License-Identifier: MIT
-- Where the figures of the page come from: rank and score of every edition, and
-- the pillars of the one that it is about.
--
-- 1. at is the place in html-edition.sql, whose release it is; pillar that in
--    html-pillar.sql, NULL for the overall figures.
-- 2. Only the cell that counts is given (place 0), with the text as published;
--    also where that is no value.
WITH figure AS MATERIALIZED (
	SELECT t.position - 1 AS at, t.release_id, t.period, n.indicator_id,
		NULL AS pillar
	FROM standing_edition AS t
	JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND n.indicator = 'overall'
	WHERE t.dataset = :dataset
	UNION ALL
	SELECT t.position - 1, p.release_id, p.period, p.indicator_id, p.place
	FROM pillar AS p
	JOIN standing_edition AS t
		ON t.dataset = :dataset AND t.edition = :edition
)
SELECT s.area, f.at, f.pillar, o.measure, o.sheet_id AS sheet, o.cell, o.raw
FROM standing AS s
CROSS JOIN figure AS f
CROSS JOIN observation AS o
	ON o.release_id = f.release_id AND o.indicator_id = f.indicator_id
		AND o.measure IN ('rank', 'score', 'raw')
		AND o.period = f.period AND o.area = s.area AND o.place = 0
WHERE s.dataset = :dataset AND s.edition = :edition
	AND (f.pillar IS NOT NULL OR o.measure <> 'raw')
ORDER BY s.line, f.at DESC, f.pillar NULLS FIRST, o.measure;
