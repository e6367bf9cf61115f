-- SPDX-License-Identifier: MIT
-- What the rules found, the worst first
-- DATASET[/EDITION]
--
-- Parameters: :dataset, :edition (NULL: all editions)
-- Order: by severity, then by rule, edition, area and cell.
SELECT f.severity, f.rule, r.edition, r.release, f.area, f.indicator,
	f.measure, f.sheet, f.cell, f.raw, f.expected, f.actual, f.cells,
	f.message
FROM finding AS f
JOIN release AS r ON r.release_id = f.release_id
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset
	AND (:edition IS NULL OR r.edition = :edition)
	AND r.state NOT IN ('superseded', 'held', 'aside')
ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
	f.rule, e.ordinal, r.release, f.area NULLS FIRST, f.sheet NULLS FIRST,
	CAST(ltrim(f.cell, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS INTEGER),
	f.cell NULLS FIRST, f.indicator NULLS FIRST, f.message, f.finding_id;
