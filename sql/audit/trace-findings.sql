-- SPDX-License-Identifier: MIT
-- The findings of a release that may speak of a figure.
--
-- Parameters: :release_id, :indicator, :measure, :period, :area
-- 1. All that name no area, or this one. Which of them are about the figure,
--    its area or the release as a whole is for who knows the cells.
-- 2. matters is 1 where indicator, measure and period are those of the figure
--    or are not said.
-- 3. waived_by is who accepts it, NULL where nobody does.
-- 4. Order: the weightiest first, then as they were found.
SELECT f.rule, f.severity, f.stage, f.indicator, f.measure, f.period, f.area,
	f.label, f.sheet, f.cell, f.raw, f.expected, f.actual, f.cells,
	f.message, w.who AS waived_by, w.why AS waived_why,
	w.until AS waived_until,
	(f.indicator IS NULL OR f.indicator = :indicator)
		AND (f.measure IS NULL OR f.measure = :measure)
		AND (f.period IS NULL OR f.period = :period
			OR f.indicator IS NULL) AS matters
FROM finding AS f
LEFT JOIN waiver AS w ON w.waiver_id = f.waiver_id AND f.waived
WHERE f.release_id = :release_id AND (f.area IS NULL OR f.area = :area)
ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
	f.rule, f.finding_id;
