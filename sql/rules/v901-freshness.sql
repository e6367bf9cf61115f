-- SPDX-License-Identifier: MIT
-- id: V901
-- severity: warning
-- title: there may be something newer
-- why: What is here may be sound and out of date: the publisher was not asked
--   for long, or did not answer, or an edition is overdue by its own rhythm.
--   Whoever quotes the newest edition should know that it may not be that.
-- remedy: kosh-fetch asks the publisher, kosh-watch looks for workbooks that no
--   spec names, and kosh-status says how each edition stands. If there is a
--   newer edition, add it to the spec.
--
-- 1. An edition is found of which a server was asked for a workbook and the
--    last answer was a failure, with what the server said.
-- 2. So is a dataset of whose workbooks with an address none was answered for
--    more than 30 days, at its newest edition.
-- 3. So is its newest edition if its year is longer ago than the median time
--    between its editions by more than a year. With less than two editions
--    there is no rhythm. Editions whose period names no year have none.
-- 4. What is taken by hand, from a folder, is never asked for: only 3 holds.
-- 5. The finding is at the release that stands first in its edition. It depends
--    on the time of the validation, and on nothing else that changes by itself.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- sound.
WITH heading AS MATERIALIZED (
	SELECT s.release_id, s.dataset, s.edition, s.ordinal,
		max(s.ordinal) OVER (PARTITION BY s.dataset) = s.ordinal
			AS newest
	FROM sound AS s
	WHERE s.top = 1
),
dated AS MATERIALIZED (
	SELECT h.dataset, h.release_id, h.newest, CAST(CASE
		WHEN e.edition GLOB '[12][0-9][0-9][0-9]*'
		THEN substr(e.edition, 1, 4)
		ELSE substr(e.period, -4) END AS INTEGER) AS year
	FROM heading AS h
	JOIN edition AS e ON e.dataset = h.dataset AND e.edition = h.edition
	WHERE e.edition GLOB '[12][0-9][0-9][0-9]*'
		OR e.period GLOB '*[12][0-9][0-9][0-9]'
),
rhythm AS (
	SELECT g.dataset, median(g.gap) AS years
	FROM (
		SELECT d.dataset, d.year - lag(d.year) OVER (
			PARTITION BY d.dataset ORDER BY d.year) AS gap
		FROM dated AS d
	) AS g
	WHERE g.gap > 0
	GROUP BY g.dataset
),
report AS (
	SELECT h.release_id, 1 AS requirement, 'an answer' AS expected,
		s.outcome AS actual,
		'''' || s.file || ''' could not be had on '
			|| substr(s.checked, 1, 10)
			|| coalesce(': ' || s.message, '')
			|| coalesce('; the last answer was on '
				|| substr(s.answered, 1, 10), '') AS message
	FROM heading AS h
	JOIN source AS s ON s.dataset = h.dataset AND s.edition = h.edition
	WHERE s.outcome = 'failed'
	UNION ALL
	SELECT h.release_id, 2, 'an answer in the last 30 days',
		max(s.answered),
		'No workbook of ''' || h.dataset || ''' was asked for since '
			|| substr(max(s.answered), 1, 10)
	FROM heading AS h
	JOIN source AS s ON s.dataset = h.dataset
	WHERE h.newest AND s.url IS NOT NULL
	GROUP BY h.release_id, h.dataset
	HAVING julianday(moment()) - julianday(max(s.answered)) > 30
	UNION ALL
	SELECT d.release_id, 3, 'an edition every '
			|| CASE t.years WHEN 1 THEN 'year'
				ELSE plain(t.years) || ' years' END,
		'the newest is of ' || d.year,
		'The newest edition is of ' || d.year
			|| ', and there is one every '
			|| CASE t.years WHEN 1 THEN 'year'
				ELSE plain(t.years) || ' years' END
			|| ' by the median: one of '
			|| CAST(floor(d.year + t.years) AS INTEGER) || ' is due'
	FROM dated AS d
	JOIN rhythm AS t ON t.dataset = d.dataset
	WHERE d.newest
		AND CAST(substr(moment(), 1, 4) AS INTEGER) - d.year
			> t.years + 1
)
SELECT p.release_id, NULL AS indicator, NULL AS measure, NULL AS area,
	NULL AS label, NULL AS period, NULL AS sheet, NULL AS cell,
	NULL AS raw, p.expected, p.actual, p.message
FROM report AS p
JOIN checked AS c ON c.release_id = p.release_id
ORDER BY p.release_id, p.requirement, p.message;
