-- SPDX-License-Identifier: MIT
-- What the other releases of an edition say of a figure.
--
-- Parameters: :release_id (the one that is traced), :dataset, :edition,
-- :indicator, :measure, :period, :area
-- 1. Every other release has a row, by the cell that counts; value, raw, sheet
--    and cell are NULL where it does not give the figure.
-- 2. differs is 1 where its value is another one, or it has none where the
--    traced release has one, or the other way round.
-- 3. Order: as they became known.
SELECT r.release, r.state, r.source, r.published, k.known AS known_from,
	o.value, o.raw, s.name AS sheet, o.cell,
	o.value IS NOT t.value AS differs
FROM indicator AS n
JOIN release AS r ON r.dataset = n.dataset AND r.edition = n.edition
	AND r.release_id <> :release_id
JOIN release_known AS k ON k.release_id = r.release_id
LEFT JOIN observation AS o
	ON o.release_id = r.release_id AND o.indicator_id = n.indicator_id
		AND o.measure = :measure AND o.period = :period
		AND o.area = :area AND o.place = 0
LEFT JOIN observation AS t
	ON t.release_id = :release_id AND t.indicator_id = n.indicator_id
		AND t.measure = :measure AND t.period = :period
		AND t.area = :area AND t.place = 0
LEFT JOIN sheet AS s ON s.sheet_id = o.sheet_id
WHERE n.dataset = :dataset AND n.edition = :edition
	AND n.indicator = :indicator
ORDER BY k.known, r.release_id;
