-- SPDX-License-Identifier: MIT
-- id: V804
-- severity: info
-- title: the first edition of another method
-- why: The publisher changed how the index is made. A score of this edition and
--   one of the edition before are two different quantities; so are two ranks,
--   though they look alike.
-- remedy: Do not subtract scores across the break. If ranks are compared, say
--   with them that the method changed; kosh marks such changes as not
--   comparable.
--
-- 1. A release of an edition whose regime is not that of the edition before is
--    found, with the titles of both and the number of indicators that both
--    trees have by id.
-- 2. The first edition of a dataset is not found, nor one whose period names no
--    year.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- compared.
SELECT b.release_id, NULL AS indicator, NULL AS measure, NULL AS area,
	NULL AS label, NULL AS period, NULL AS sheet, NULL AS cell,
	NULL AS raw, t.title AS expected, s.title AS actual,
	'The method changed since edition ' || g.edition || ': ''' || s.title
		|| ''', before that ''' || t.title || '''; '
		|| (
			SELECT count(*)
			FROM indicator AS n
			CROSS JOIN indicator AS m
				ON m.dataset = g.dataset
					AND m.edition = g.edition
					AND m.indicator = n.indicator
			WHERE n.dataset = e.dataset AND n.edition = e.edition
		)
		|| ' of ' || (
			SELECT count(*) FROM indicator AS n
			WHERE n.dataset = e.dataset AND n.edition = e.edition
		)
		|| ' indicators are in both trees, and their scores may not be '
		|| 'compared' AS message
FROM compared AS b
CROSS JOIN release AS r ON r.release_id = b.release_id
CROSS JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
CROSS JOIN release AS w ON w.release_id = b.last_id
CROSS JOIN edition AS g ON g.dataset = w.dataset AND g.edition = w.edition
CROSS JOIN regime AS s ON s.dataset = e.dataset AND s.regime = e.regime
CROSS JOIN regime AS t ON t.dataset = g.dataset AND t.regime = g.regime
WHERE b.one_regime = 0
ORDER BY b.release_id;
