-- SPDX-License-Identifier: MIT
-- title: Which column of each indicator tells of the structure of a release
-- about: structure
-- unit: none: ids and names
-- source: structure_period, the tree of the edition
--
-- 1. Each indicator of the edition has a row for each release.
-- 2. measure is 'score' where the indicator has a score in the period, or else
--    'raw' where it has a raw figure, or else NULL.
-- 3. is_leaf is 1 where nothing is under the indicator.
-- 4. turned is -1 where its direction is not that of its parent, else 1.
CREATE VIEW structure_column AS
SELECT p.release_id, p.dataset, p.edition, p.period, n.indicator_id,
	n.indicator, n.parent, n.ordinal, n.level, n.label, n.weight,
	CASE WHEN EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = p.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = 'score'
				AND o.period = p.period
				AND o.place = 0 AND o.value IS NOT NULL)
		THEN 'score'
		WHEN EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = p.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = 'raw'
				AND o.period = p.period
				AND o.place = 0 AND o.value IS NOT NULL)
		THEN 'raw' END AS measure,
	NOT EXISTS (
		SELECT 1 FROM indicator AS c
		WHERE c.dataset = n.dataset AND c.edition = n.edition
			AND c.parent = n.indicator) AS is_leaf,
	CASE WHEN n.direction <> (
			SELECT m.direction FROM indicator AS m
			WHERE m.dataset = n.dataset AND m.edition = n.edition
				AND m.indicator = n.parent)
		THEN -1 ELSE 1 END AS turned
FROM structure_period AS p
CROSS JOIN indicator AS n ON n.dataset = p.dataset AND n.edition = p.edition;
