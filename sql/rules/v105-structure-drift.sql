-- SPDX-License-Identifier: MIT
-- id: V105
-- severity: warning
-- title: far fewer or far more figures than before
-- why: A workbook that lost a sheet, a block of columns or half its rows can
--   still be read without an error where the spec does not count them. So can
--   one that gained something that is no part of the index.
-- remedy: Compare the sheets of the two workbooks (kosh-sniff --against,
--   kosh-diff). If the publisher changed what is published, there is nothing
--   to correct; else correct the tables in the spec.
--
-- 1. A release is compared with the release of its edition that it replaces,
--    and with that of the edition before if both are of one regime, by the
--    indicators that both trees have: which ones there are is said by the spec.
--    It is found where it has less than 4/5 or more than 5/4 of the figures or
--    of the columns of the other.
-- 2. A column is an indicator and a measure. It is counted in one period, see
--    series in columns.sql: a panel does not drift because a year was added.
--    Figures are the scores of an indicator, or its raw values where it has no
--    scores, or its ranks where it has neither.
-- 3. Only place 0 counts, and missing values do not.
-- 4. Releases with the same content are not compared.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- and columns.sql compared and series.
WITH pair AS MATERIALIZED (
	SELECT b.release_id, b.before_id AS other_id, 1 AS requirement
	FROM compared AS b
	CROSS JOIN release AS r ON r.release_id = b.release_id
	CROSS JOIN release AS w ON w.release_id = b.before_id
	WHERE r.content IS NULL OR r.content IS DISTINCT FROM w.content
	UNION ALL
	SELECT b.release_id, b.last_id, 2
	FROM compared AS b
	WHERE b.one_regime = 1
),
counted AS MATERIALIZED (
	SELECT k.release_id, n.indicator, k.columns, (
		SELECT count(o.value) FROM observation AS o
		WHERE o.release_id = k.release_id
			AND o.indicator_id = k.indicator_id
			AND o.measure = k.measure
			AND o.period = k.period
			AND o.place = 0) AS figures
	FROM (
		SELECT t.release_id, t.indicator_id, t.period, t.measure,
			count(*) OVER column_of AS columns,
			row_number() OVER (
				column_of ORDER BY t.measure DESC) AS turn
		FROM (
			SELECT release_id FROM pair
			UNION
			SELECT other_id FROM pair
		) AS s
		CROSS JOIN series AS t ON t.release_id = s.release_id
		WINDOW column_of AS (
			PARTITION BY t.release_id, t.indicator_id)
	) AS k
	CROSS JOIN indicator AS n ON n.indicator_id = k.indicator_id
	WHERE k.turn = 1
),
summed AS MATERIALIZED (
	SELECT p.release_id, p.other_id, p.requirement,
		coalesce(sum(k.columns) FILTER (
			WHERE k.release_id = p.release_id), 0) AS columns,
		coalesce(sum(k.figures) FILTER (
			WHERE k.release_id = p.release_id), 0) AS figures,
		sum(k.columns) FILTER (
			WHERE k.release_id = p.other_id) AS other_columns,
		sum(k.figures) FILTER (
			WHERE k.release_id = p.other_id) AS other_figures
	FROM pair AS p
	CROSS JOIN release AS r ON r.release_id = p.release_id
	CROSS JOIN release AS w ON w.release_id = p.other_id
	CROSS JOIN counted AS k
		ON k.release_id = p.release_id OR k.release_id = p.other_id
	CROSS JOIN indicator AS n
		ON n.dataset = r.dataset AND n.edition = r.edition
			AND n.indicator = k.indicator
	CROSS JOIN indicator AS m
		ON m.dataset = w.dataset AND m.edition = w.edition
			AND m.indicator = k.indicator
	GROUP BY p.release_id, p.other_id, p.requirement
)
SELECT p.release_id, NULL AS indicator, NULL AS measure, NULL AS area,
	NULL AS label, NULL AS period, NULL AS sheet, NULL AS cell,
	NULL AS raw,
	p.other_figures || ' figures in ' || p.other_columns || ' columns' AS expected,
	p.figures || ' figures in ' || p.columns || ' columns' AS actual,
	'There are ' || p.figures || ' figures in ' || p.columns
		|| ' columns, where '
		|| CASE p.requirement
			WHEN 1 THEN 'the release before, '
				|| substr(w.release, 1, 12) || ','
			ELSE 'edition ' || w.edition END
		|| ' has ' || p.other_figures || ' in ' || p.other_columns AS message
FROM summed AS p
CROSS JOIN release AS w ON w.release_id = p.other_id
WHERE 5 * p.figures NOT BETWEEN 4 * p.other_figures AND 6.25 * p.other_figures
	OR 5 * p.columns NOT BETWEEN 4 * p.other_columns AND 6.25 * p.other_columns
ORDER BY p.release_id, p.requirement;
