-- SPDX-License-Identifier: MIT
-- They keep the order that they have in the file.
INSERT INTO finding (release_id, waiver_id, stage, rule, severity, indicator,
	measure, area, label, period, sheet, cell, raw, expected, actual, cells,
	message, fingerprint, waived)
SELECT release_id, waiver_id, stage, rule, severity, indicator, measure, area,
	label, period, sheet, cell, raw, expected, actual, cells, message,
	fingerprint, waived
FROM pushed_found
WHERE release_id IN (SELECT release_id FROM pushed_differ)
ORDER BY finding_id;
