-- SPDX-License-Identifier: MIT
-- 1. Findings have no names of their own: those of a release are compared as a
--    whole, each as often as it is there.
INSERT INTO pushed_differ (release_id)
WITH mine AS (
	SELECT release_id, waiver_id, stage, rule, severity, indicator, measure,
		area, label, period, sheet, cell, raw, expected, actual, cells,
		message, fingerprint, waived
	FROM pushed_found
), theirs AS (
	SELECT f.release_id, f.waiver_id, f.stage, f.rule, f.severity,
		f.indicator, f.measure, f.area, f.label, f.period, f.sheet,
		f.cell, f.raw, f.expected, f.actual, f.cells, f.message,
		f.fingerprint, f.waived
	FROM pushed_release AS q
	JOIN release AS r
		ON r.dataset = q.dataset AND r.edition = q.edition
			AND r.release = q.release
	JOIN finding AS f ON f.release_id = r.release_id
)
SELECT DISTINCT d.release_id
FROM (
	(SELECT * FROM mine EXCEPT ALL SELECT * FROM theirs)
	UNION ALL
	(SELECT * FROM theirs EXCEPT ALL SELECT * FROM mine)
) AS d;
