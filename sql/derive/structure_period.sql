-- SPDX-License-Identifier: MIT
-- title: The period in which the structure of a release is looked at
-- about: structure
-- unit: none: ids and names
-- source: the figures of a release
--
-- 1. It is the period that its areas are ranked in (the view overall in
--    sql/schema/content.sql).
-- 2. Where they are not ranked it is the edition's own period, if a score or a
--    raw figure has a value there, and else the last that has one: of years
--    the greatest, of other periods, where there is no year, the last as text.
-- 3. A release without a score and a raw figure has none.
-- A WHERE on release_id reads no other releases; DISTINCT keeps SQLite from
-- finding the period again for each indicator.
CREATE VIEW structure_period AS
SELECT DISTINCT r.release_id, r.dataset, r.edition, coalesce(
	(SELECT v.period FROM overall AS v WHERE v.release_id = r.release_id),
	(SELECT e.period
	FROM edition AS e
	WHERE e.dataset = r.dataset AND e.edition = r.edition
		AND EXISTS (
			SELECT 1
			FROM indicator AS n
			CROSS JOIN observation AS o
				ON o.release_id = r.release_id
					AND o.indicator_id = n.indicator_id
			WHERE n.dataset = e.dataset AND n.edition = e.edition
				AND o.measure IN ('score', 'raw')
				AND o.period = e.period
				AND o.value IS NOT NULL)),
	(SELECT o.period
	FROM observation AS o
	WHERE o.release_id = r.release_id
		AND o.measure <> 'rank'
		AND o.value IS NOT NULL
	ORDER BY o.period GLOB '[12][0-9][0-9][0-9]' DESC, o.period DESC
	LIMIT 1)) AS period
FROM release AS r;
