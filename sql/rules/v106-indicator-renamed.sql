-- SPDX-License-Identifier: MIT
-- id: V106
-- severity: info
-- title: an indicator has another name than in the edition before
-- why: Publishers rename what they measure, and sometimes they measure
--   something else under the name that is left. Whoever joins editions by
--   their labels loses such an indicator; whoever joins by ids should know
--   that the spec, and not the publisher, says that the two are one.
-- remedy: Read what both editions say the indicator is. If it is another one,
--   give it an id of its own in the tree of its edition.
--
-- 1. An indicator whose label differs from that of the same id in the edition
--    before is found, also where the two editions are of different regimes.
-- 2. Space around a label makes no difference; case does.
-- 3. An indicator that only one of the two editions has is not found.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- compared.
SELECT b.release_id, n.indicator, NULL AS measure, NULL AS area, NULL AS label,
	NULL AS period, NULL AS sheet, NULL AS cell, NULL AS raw,
	trim(m.label) AS expected, trim(n.label) AS actual,
	'''' || n.indicator || ''' is called ''' || trim(n.label)
		|| ''' here and ''' || trim(m.label) || ''' in edition '
		|| w.edition AS message
FROM compared AS b
CROSS JOIN release AS r ON r.release_id = b.release_id
CROSS JOIN release AS w ON w.release_id = b.last_id
CROSS JOIN indicator AS n
	ON n.dataset = r.dataset AND n.edition = r.edition
CROSS JOIN indicator AS m
	ON m.dataset = w.dataset AND m.edition = w.edition
		AND m.indicator = n.indicator
WHERE trim(n.label) <> trim(m.label)
ORDER BY b.release_id, n.ordinal;
