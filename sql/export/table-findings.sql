-- SPDX-License-Identifier: MIT
-- Resource findings: what the rules found, the worst first, what is waived behind
-- what is open.
--
-- 1. Findings of superseded and held releases are left out, and of what the press
--    printed.
-- 2. finding numbers them in this order.
SELECT row_number() OVER (
		ORDER BY f.waived,
			CASE f.severity WHEN 'error' THEN 0
				WHEN 'warning' THEN 1 ELSE 2 END,
			f.rule, e.ordinal DESC, r.release, f.sheet, f.cell,
			f.area, f.indicator, f.message, f.finding_id
	) AS finding,
	f.severity, f.rule, r.edition, r.release, f.area, f.label, f.indicator,
	f.measure, f.period, f.sheet, f.cell, f.raw, f.expected, f.actual,
	f.cells, f.message,
	CASE f.waived WHEN 1 THEN 'waived' ELSE 'open' END AS state,
	s.seen AS first_seen, w.who AS waived_by, w.why AS waived_why,
	w.until AS waived_until, f.fingerprint
FROM finding AS f
JOIN release AS r ON r.release_id = f.release_id
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
LEFT JOIN finding_seen AS s ON s.fingerprint = f.fingerprint
LEFT JOIN waiver AS w ON w.waiver_id = f.waiver_id
WHERE r.dataset = :dataset AND r.state NOT IN ('superseded', 'held', 'aside')
ORDER BY finding;
