-- SPDX-License-Identifier: MIT
-- id: V803
-- severity: warning
-- title: figures differ from the release that this one replaces
-- why: The publisher put another workbook in place of one that was published
--   before. What was quoted from that one, by the press or in a report, was
--   true of it and is not true of this one.
-- remedy: See what changed with kosh-diff. Where figures of the edition were
--   quoted before, say from which release; kosh-claim tells which of them a
--   statement is true of.
--
-- 1. A release that changes, adds or drops a figure of an area, against the
--    release of its edition before it, is found once; the finding is at the
--    change of the overall score that is the largest, or of the overall rank,
--    or of any other figure, and cells counts figures that changed or went.
-- 2. Releases with the same content do not differ. One that only adds
--    indicators or periods restates nothing and is not found.
-- 3. A score changed where it differs by more than half a unit of the
--    indicator's decimals, or where these are not known by more than a relative
--    1e-9; so do ranks and raw values.
-- 4. A value that became missing was dropped, as a cell that went was.
-- 5. Areas are counted that one of the two releases is about and the other is
--    not, see listing in columns.sql. Only place 0 counts.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- and columns.sql compared and listed.
WITH pair AS MATERIALIZED (
	SELECT b.release_id, b.before_id
	FROM compared AS b
	CROSS JOIN release AS r ON r.release_id = b.release_id
	CROSS JOIN release AS w ON w.release_id = b.before_id
	WHERE r.content IS NULL OR r.content IS DISTINCT FROM w.content
),
change AS MATERIALIZED (
	SELECT p.release_id, p.before_id, n.indicator <> 'overall' AS is_part,
		n.ordinal, w.indicator_id, w.measure, w.period, w.area,
		w.value AS before, v.value
	FROM pair AS p
	CROSS JOIN observation AS w
		ON w.release_id = p.before_id AND w.place = 0
	CROSS JOIN indicator AS n ON n.indicator_id = w.indicator_id
	LEFT JOIN observation AS v
		ON v.release_id = p.release_id
			AND v.indicator_id = w.indicator_id
			AND v.measure = w.measure AND v.period = w.period
			AND v.area = w.area AND v.place = 0
	WHERE w.value IS NOT NULL AND (v.value IS NULL
		OR abs(v.value - w.value) > coalesce(CASE w.measure
			WHEN 'score'
			THEN 0.5 * power(CAST(10 AS REAL), -n.decimals) END,
			0) + 1e-9 * abs(w.value))
),
-- One of each release, so that what else is said of it is looked up once.
worst AS MATERIALIZED (
	SELECT x.release_id, x.before_id, x.indicator_id, x.measure, x.period,
		x.area, x.before, x.value
	FROM (
		SELECT c.release_id, c.before_id, c.indicator_id, c.measure,
			c.period, c.area, c.before, c.value,
			row_number() OVER (
				PARTITION BY c.release_id
				ORDER BY c.value IS NULL, c.is_part,
					c.measure DESC,
					abs(c.value - c.before) DESC,
					c.ordinal, c.area, c.period) AS turn
		FROM change AS c
	) AS x
	WHERE x.turn = 1
),
changed AS MATERIALIZED (
	SELECT c.release_id,
		count(CASE WHEN c.measure = 'score' THEN c.value END) AS scores,
		count(CASE WHEN c.measure = 'rank' THEN c.value END) AS ranks,
		count(CASE WHEN c.measure = 'raw' THEN c.value END) AS raws,
		count(*) - count(c.value) AS gone
	FROM change AS c
	GROUP BY c.release_id
),
counted AS MATERIALIZED (
	SELECT p.release_id, p.before_id, coalesce(c.scores, 0) AS scores,
		coalesce(c.ranks, 0) AS ranks, coalesce(c.raws, 0) AS raws,
		coalesce(c.gone, 0) AS gone,
		(SELECT count(*) FROM listed AS a
		WHERE a.release_id = p.release_id AND NOT EXISTS (
			SELECT 1 FROM listed AS b
			WHERE b.release_id = p.before_id
				AND b.area = a.area)) AS came,
		(SELECT count(*) FROM listed AS a
		WHERE a.release_id = p.before_id AND NOT EXISTS (
			SELECT 1 FROM listed AS b
			WHERE b.release_id = p.release_id
				AND b.area = a.area)) AS went
	FROM pair AS p
	LEFT JOIN changed AS c ON c.release_id = p.release_id
)
SELECT k.release_id, n.indicator, x.measure, x.area, trim(l.label) AS label,
	x.period, s.name AS sheet, v.cell, v.raw,
	plain(x.before) AS expected,
	CASE WHEN x.release_id IS NOT NULL
		THEN coalesce(plain(x.value), 'no value') END AS actual,
	'The release before, ' || substr(r.release, 1, 12)
		|| ', has other figures: ' || k.scores || ' scores, ' || k.ranks
		|| ' ranks and ' || k.raws || ' raw values changed, ' || k.gone
		|| ' figures went; ' || k.came || ' areas came, ' || k.went
		|| ' went'
		|| CASE WHEN x.value IS NULL THEN ''
			ELSE '; ' || trim(l.label) || ' had '
				|| CASE x.measure WHEN 'rank' THEN 'rank '
					ELSE '' END
				|| plain(x.before) || ' and has '
				|| plain(x.value)
				|| CASE n.indicator WHEN 'overall' THEN ''
					ELSE ' for ''' || n.label || '''' END
			END AS message,
	max(1, k.scores + k.ranks + k.raws + k.gone) AS cells
FROM counted AS k
CROSS JOIN release AS r ON r.release_id = k.before_id
LEFT JOIN worst AS x ON x.release_id = k.release_id
LEFT JOIN indicator AS n ON n.indicator_id = x.indicator_id
LEFT JOIN observation AS w
	ON w.release_id = x.before_id AND w.indicator_id = x.indicator_id
		AND w.measure = x.measure AND w.period = x.period
		AND w.area = x.area AND w.place = 0
LEFT JOIN observation AS v
	ON v.release_id = x.release_id AND v.indicator_id = x.indicator_id
		AND v.measure = x.measure AND v.period = x.period
		AND v.area = x.area AND v.place = 0
LEFT JOIN label AS l ON l.label_id = w.label_id
LEFT JOIN sheet AS s ON s.sheet_id = v.sheet_id
WHERE k.scores + k.ranks + k.raws + k.gone + k.came + k.went > 0
ORDER BY k.release_id;
