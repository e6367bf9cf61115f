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
--    not, see listing in compare.sql. Only place 0 counts.
-- Reads checked (release_id): the releases to look at; and of compare.sql
-- compared and listed.
WITH pair AS MATERIALIZED (
	SELECT b.release_id, b.before_id
	FROM compared AS b
	CROSS JOIN release AS r ON r.release_id = b.release_id
	CROSS JOIN release AS w ON w.release_id = b.before_id
	WHERE r.content IS NULL OR r.content IS DISTINCT FROM w.content
),
change AS MATERIALIZED (
	SELECT p.release_id, n.indicator, n.label AS name, n.ordinal,
		w.measure, w.period, w.area, w.value AS before, v.value, v.raw,
		v.sheet_id, v.cell, w.label_id
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
worst AS MATERIALIZED (
	SELECT x.release_id, x.indicator, x.name, x.measure, x.period, x.area,
		x.before, x.value, x.raw, x.sheet_id, x.cell, x.label_id,
		row_number() OVER (
			PARTITION BY x.release_id
			ORDER BY x.value IS NULL, x.indicator <> 'overall',
				x.measure DESC, abs(x.value - x.before) DESC,
				x.ordinal, x.area, x.period) AS turn
	FROM change AS x
),
counted AS MATERIALIZED (
	SELECT p.release_id, p.before_id,
		(SELECT count(*) FROM change AS x
		WHERE x.release_id = p.release_id AND x.measure = 'score'
			AND x.value IS NOT NULL) AS scores,
		(SELECT count(*) FROM change AS x
		WHERE x.release_id = p.release_id AND x.measure = 'rank'
			AND x.value IS NOT NULL) AS ranks,
		(SELECT count(*) FROM change AS x
		WHERE x.release_id = p.release_id AND x.measure = 'raw'
			AND x.value IS NOT NULL) AS raws,
		(SELECT count(*) FROM change AS x
		WHERE x.release_id = p.release_id AND x.value IS NULL) AS gone,
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
)
SELECT k.release_id, x.indicator, x.measure, x.area, trim(l.label) AS label,
	x.period, s.name AS sheet, x.cell, x.raw,
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
				|| CASE x.indicator WHEN 'overall' THEN ''
					ELSE ' for ''' || x.name || '''' END
			END AS message,
	max(1, k.scores + k.ranks + k.raws + k.gone) AS cells
FROM counted AS k
CROSS JOIN release AS r ON r.release_id = k.before_id
LEFT JOIN worst AS x ON x.release_id = k.release_id AND x.turn = 1
LEFT JOIN label AS l ON l.label_id = x.label_id
LEFT JOIN sheet AS s ON s.sheet_id = x.sheet_id
WHERE k.scores + k.ranks + k.raws + k.gone + k.came + k.went > 0
ORDER BY k.release_id;
