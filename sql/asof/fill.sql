-- SPDX-License-Identifier: MIT
-- The observations and findings of the releases that choose.sql took. They
-- come in the order in which they lie (NOT INDEXED: by release_id), so that
-- nothing has to be sorted.
INSERT INTO main.observation (release_id, indicator_id, measure, period, area,
	place, value, raw, sheet_id, cell, label_id)
SELECT o.release_id, o.indicator_id, o.measure, o.period, o.area, o.place,
	o.value, o.raw, o.sheet_id, o.cell, o.label_id
FROM main.release AS r NOT INDEXED
CROSS JOIN origin.observation AS o ON o.release_id = r.release_id;

INSERT INTO main.waiver (waiver_id, dataset, rule, place, edition, who, why,
	until, line)
SELECT w.waiver_id, w.dataset, w.rule, w.place, w.edition, w.who, w.why,
	w.until, w.line
FROM origin.waiver AS w;

INSERT INTO main.finding (finding_id, stage, rule, severity, release_id,
	indicator, measure, area, label, period, sheet, cell, raw, expected,
	actual, cells, message, fingerprint, waiver_id, waived)
SELECT f.finding_id, f.stage, f.rule, f.severity, f.release_id, f.indicator,
	f.measure, f.area, f.label, f.period, f.sheet, f.cell, f.raw,
	f.expected, f.actual, f.cells, f.message, f.fingerprint,
	f.waiver_id, f.waived
FROM main.release AS r NOT INDEXED
CROSS JOIN origin.finding AS f ON f.release_id = r.release_id;

INSERT INTO main.finding_seen (fingerprint, seen, run)
SELECT DISTINCT s.fingerprint, s.seen, s.run
FROM main.finding AS f
CROSS JOIN origin.finding_seen AS s ON s.fingerprint = f.fingerprint;
