-- SPDX-License-Identifier: MIT
-- What is compared while a push goes on: rows of the file, put into tables of
-- the same name with pushed_ before it, with the numbers that they have in the
-- file. A transaction puts anew what it compares.
--
-- pushed_found are the findings of the file with the numbers that the server
-- has for the release and the waiver; pushed_differ names the releases whose
-- findings are not those of the file.
CREATE TEMP VIEW pushed_found AS
SELECT p.finding_id, r.release_id, w.waiver_id, p.stage, p.rule, p.severity,
	p.indicator, p.measure, p.area, p.label, p.period, p.sheet, p.cell,
	p.raw, p.expected, p.actual, p.cells, p.message, p.fingerprint, p.waived
FROM pushed_finding AS p
JOIN pushed_release AS q ON q.release_id = p.release_id
JOIN release AS r
	ON r.dataset = q.dataset AND r.edition = q.edition
		AND r.release = q.release
LEFT JOIN pushed_waiver AS v ON v.waiver_id = p.waiver_id
LEFT JOIN waiver AS w
	ON w.dataset = v.dataset AND w.rule = v.rule AND w.place = v.place;

CREATE TEMP TABLE pushed_differ (
	release_id INTEGER NOT NULL
);
