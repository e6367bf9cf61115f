-- SPDX-License-Identifier: MIT
-- What the later of two releases of an edition changed against the earlier one,
-- figure by figure.
--
-- 1. What the press printed is marked behind its hash.
-- 2. Corrections come first, then what was removed and added, roundings last;
--    within these the newest edition first, in the order of its tree. The first
--    2,000 are given.
SELECT p.edition, spoken('word', c.kind) AS kind,
	area_name(c.area, a.name) AS name, c.area,
	spoken('indicator', n.label) AS indicator,
	spoken('word', c.measure) AS measure, c.period, c.before, c.after,
	coalesce(nullif(round(c.after - c.before,
		max(places(c.before), places(c.after))), 0),
		c.after - c.before) AS difference,
	substr(f.release, 1, 12)
		|| CASE f.source WHEN 'press'
			THEN ' ' || spoken('word', f.source) ELSE '' END
		AS release_from, s.name || '!' || c.cell_from AS cell_from,
	substr(t.release, 1, 12)
		|| CASE t.source WHEN 'press'
			THEN ' ' || spoken('word', t.source) ELSE '' END
		AS release_to, u.name || '!' || c.cell_to AS cell_to
FROM restated_figure AS c
CROSS JOIN release_pair AS p
	ON p.from_release = c.from_release AND p.to_release = c.to_release
CROSS JOIN release AS f ON f.release_id = c.from_release
CROSS JOIN release AS t ON t.release_id = c.to_release
CROSS JOIN indicator AS n ON n.indicator_id = c.indicator_id
CROSS JOIN area AS a ON a.area = c.area
LEFT JOIN sheet AS s ON s.sheet_id = c.sheet_from
LEFT JOIN sheet AS u ON u.sheet_id = c.sheet_to
ORDER BY CASE c.kind WHEN 'correction' THEN 0 WHEN 'removed' THEN 1
		WHEN 'added' THEN 2 ELSE 3 END,
	p.ordinal DESC, p.n, c.from_release, n.ordinal, n.indicator, c.measure,
	c.period, a.name, c.area
LIMIT 2000;
