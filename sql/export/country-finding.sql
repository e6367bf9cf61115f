-- SPDX-License-Identifier: MIT
-- What the rules found about one area, in all editions; as in finding.sql.
--
-- 1. Findings of superseded and held releases are left out, and of what the press
--    printed.
-- 2. Text is cut after 500 characters; the first 5,000 findings are given.
SELECT spoken('word', f.severity) AS severity, f.rule, r.edition, f.sheet,
	f.cell, substr(f.raw, 1, 500) AS raw,
	substr(f.expected, 1, 500) AS expected,
	substr(f.actual, 1, 500) AS actual, substr(f.message, 1, 500) AS message,
	CASE f.waived WHEN 1 THEN w.who || ' / ' || w.until || ': ' || w.why
		END AS waived
FROM finding AS f
JOIN release AS r ON r.release_id = f.release_id
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
LEFT JOIN waiver AS w ON w.waiver_id = f.waiver_id
WHERE r.dataset = :dataset AND f.area = :area
	AND r.state NOT IN ('superseded', 'held', 'aside')
ORDER BY f.waived,
	CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
	f.rule, e.ordinal DESC, f.sheet, f.cell, r.release_id,
	f.finding_id
LIMIT 5000;
