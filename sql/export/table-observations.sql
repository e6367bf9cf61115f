-- SPDX-License-Identifier: MIT
-- Resource observations: what the cells of the current releases say, the newest
-- edition first.
--
-- 1. place is 0 for the cell that counts, 1, 2, ... for further cells with the
--    same figure.
-- 2. value is empty where the source gives none; raw is the text as published.
SELECT r.edition, r.release, n.indicator, o.measure, o.area, o.period, o.place,
	o.value, o.raw, l.label, s.name AS sheet, o.cell
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
CROSS JOIN observation AS o ON o.release_id = r.release_id
JOIN indicator AS n ON n.indicator_id = o.indicator_id
JOIN label AS l ON l.label_id = o.label_id
JOIN sheet AS s ON s.sheet_id = o.sheet_id
WHERE r.dataset = :dataset AND r.state = 'current'
ORDER BY e.ordinal DESC, n.ordinal, n.indicator, o.measure, o.period, o.area,
	o.place;
