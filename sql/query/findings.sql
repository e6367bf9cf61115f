-- SPDX-License-Identifier: MIT
-- title: What the rules found, the worst first
-- about: content
-- arguments: DATASET[/EDITION]
-- asks: content
-- source: the rules, at the last validation
--
-- Parameters: :dataset, :edition (NULL: all editions)
-- Order: what is open before what is waived, then by severity, rule, edition,
-- area and cell.
--
-- 1. state is open or waived; by whom, why and until when stands in the columns
--    waived_by, waived_why and waived_until. These are also given for an open
--    finding whose waiver has ended.
-- 2. first_seen and first_run say when, and in which run, a validation first
--    saw it; empty before one did.
SELECT f.severity, f.rule, r.edition, r.release, f.area, f.indicator,
	f.measure, f.sheet, f.cell, f.raw, f.expected, f.actual, f.cells,
	f.message, r.dataset, f.label, f.period,
	CASE f.waived WHEN 1 THEN 'waived' ELSE 'open' END AS state,
	s.seen AS first_seen, s.run AS first_run, w.who AS waived_by,
	w.why AS waived_why, w.until AS waived_until, f.fingerprint
FROM finding AS f
JOIN release AS r ON r.release_id = f.release_id
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
LEFT JOIN finding_seen AS s ON s.fingerprint = f.fingerprint
LEFT JOIN waiver AS w ON w.waiver_id = f.waiver_id
WHERE r.dataset = :dataset
	AND (CAST(:edition AS TEXT) IS NULL OR r.edition = :edition)
	AND r.state NOT IN ('superseded', 'held', 'aside')
ORDER BY f.waived,
	CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
	f.rule, e.ordinal, r.release, f.area, f.sheet,
	length(ltrim(substr(f.cell, 1, instr(f.cell || ':', ':') - 1),
		'ABCDEFGHIJKLMNOPQRSTUVWXYZ')),
	ltrim(substr(f.cell, 1, instr(f.cell || ':', ':') - 1),
		'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
	f.cell, f.indicator, f.message, f.measure, f.period, f.label, f.raw,
	f.expected, f.actual, f.cells, f.stage, f.finding_id;
