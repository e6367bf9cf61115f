-- SPDX-License-Identifier: MIT
-- Every figure of an area in the edition, with the cell that it stands in.
--
-- 1. Only the current release counts. A cell that is blank has a row without a
--    value; published is the text as it stands there.
-- 2. A figure that stands in several cells has a row for each: the first one is
--    what counts.
SELECT spoken('indicator', n.label) AS label, n.indicator,
	spoken('word', o.measure) AS measure, o.period, o.value,
	o.raw AS published, h.name AS sheet, o.cell,
	substr(r.release, 1, 12) AS release
FROM release AS r
CROSS JOIN indicator AS n
	ON n.dataset = r.dataset AND n.edition = r.edition
CROSS JOIN observation AS o
	ON o.release_id = r.release_id AND o.indicator_id = n.indicator_id
		AND o.area = :area
JOIN sheet AS h ON h.sheet_id = o.sheet_id
WHERE r.dataset = :dataset AND r.edition = :edition AND r.state = 'current'
ORDER BY n.ordinal, n.indicator, o.period, o.measure, o.place;
