-- SPDX-License-Identifier: MIT
-- What the rules found, the worst first; what is waived behind what is open.
--
-- 1. Findings of superseded and held releases are left out, and of what the press
--    printed.
-- 2. who, until and why are those of the waiver, where it holds.
-- 3. Text is cut after 500 characters; the first 5,000 findings are given.
SELECT spoken('word', f.severity) AS severity, f.rule, r.edition,
	coalesce(area_name(f.area, a.name), f.label) AS area,
	f.sheet, f.cell, substr(f.raw, 1, 500) AS raw,
	substr(f.expected, 1, 500) AS expected,
	substr(f.actual, 1, 500) AS actual, substr(f.message, 1, 500) AS message,
	s.seen, w.who, w.until, w.why
FROM finding AS f
JOIN release AS r ON r.release_id = f.release_id
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
LEFT JOIN area AS a ON a.area = f.area
LEFT JOIN finding_seen AS s ON s.fingerprint = f.fingerprint
LEFT JOIN waiver AS w ON f.waived AND w.waiver_id = f.waiver_id
WHERE r.dataset = :dataset AND r.state NOT IN ('superseded', 'held', 'aside')
ORDER BY f.waived, CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
	f.rule, e.ordinal DESC, f.sheet, f.cell, r.release_id,
	f.finding_id
LIMIT 5000;
