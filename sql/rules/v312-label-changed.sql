-- SPDX-License-Identifier: MIT
-- id: V312
-- severity: info
-- title: an area has another label than in the edition before
-- why: A country that changed its name (Turkey, Turkiye) is one and the same;
--   whoever joins editions by the label loses it. It may also be the label of
--   another area that is known under a wrong code.
-- remedy: Read both labels once: they must mean the same area. If they do not,
--   correct raw/areas/labels.csv or the labels of the dataset.
--
-- 1. An area whose label in the release differs from that in the edition before
--    is found, at its cell.
-- 2. Space around a label makes no difference; case and punctuation do.
-- 3. The labels are those of the column that says which areas a release is
--    about, see listing in columns.sql.
-- 4. An area that only one of the two editions has is not found.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- and columns.sql compared and listing.
SELECT o.release_id, n.indicator, o.measure, o.area, trim(l.label) AS label,
	o.period, s.name AS sheet, o.cell, NULL AS raw,
	trim(k.label) AS expected, trim(l.label) AS actual,
	o.area || ' is called ''' || trim(l.label) || ''' here and '''
		|| trim(k.label) || ''' in edition ' || r.edition AS message
FROM compared AS p
CROSS JOIN listing AS a ON a.release_id = p.release_id
CROSS JOIN listing AS b ON b.release_id = p.last_id
CROSS JOIN observation AS o
	ON o.release_id = a.release_id AND o.indicator_id = a.indicator_id
		AND o.measure = a.measure AND o.period = a.period
		AND o.place = 0
CROSS JOIN observation AS w
	ON w.release_id = b.release_id AND w.indicator_id = b.indicator_id
		AND w.measure = b.measure AND w.period = b.period
		AND w.area = o.area AND w.place = 0
		AND w.label_id <> o.label_id
CROSS JOIN label AS l ON l.label_id = o.label_id
CROSS JOIN label AS k ON k.label_id = w.label_id
CROSS JOIN release AS r ON r.release_id = p.last_id
CROSS JOIN indicator AS n ON n.indicator_id = o.indicator_id
CROSS JOIN sheet AS s ON s.sheet_id = o.sheet_id
WHERE trim(l.label) <> trim(k.label)
ORDER BY o.release_id, o.area;
