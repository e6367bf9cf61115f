-- SPDX-License-Identifier: MIT
-- Every observation of the current releases, the newest edition first, then by
-- the name of the indicator, measure, period and area.
--
-- 1. value is NULL where the source gives none; published is the text of the
--    cell as it stands in the file.
-- 2. A figure that stands on several sheets has a row for each cell: place 0 is
--    the one that counts.
-- 3. release is the start of the hash that full-release.sql gives whole.
-- The order is that of the tables, so that nothing is sorted: there may be
-- millions of rows.
SELECT e.edition, n.indicator, spoken('indicator', n.label) AS label,
	spoken('word', o.measure) AS measure, o.period,
	area_name(a.area, a.name) AS name, o.area, o.value, o.raw AS published,
	s.name AS sheet, o.cell, o.place, substr(r.release, 1, 12) AS release
FROM edition AS e
CROSS JOIN release AS r
	ON r.dataset = e.dataset AND r.edition = e.edition
		AND r.state = 'current'
CROSS JOIN indicator AS n
	ON n.dataset = e.dataset AND n.edition = e.edition
CROSS JOIN observation AS o
	ON o.release_id = r.release_id AND o.indicator_id = n.indicator_id
CROSS JOIN area AS a ON a.area = o.area
CROSS JOIN sheet AS s ON s.sheet_id = o.sheet_id
WHERE e.dataset = :dataset
ORDER BY e.ordinal DESC, n.indicator, o.measure, o.period, o.area, o.place;
