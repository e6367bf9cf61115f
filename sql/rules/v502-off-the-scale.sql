-- SPDX-License-Identifier: MIT
-- id: V502
-- severity: error
-- title: a score lies off its scale
-- why: A score that the scale does not allow is a slipped decimal point, a
--   column of something else read as a score, or an edition whose scale is not
--   the one that the spec states.
-- remedy: Look at the cell. If the publisher means the number, correct the
--   scale of the indicator or of the edition in the spec; if the column is
--   another one, correct its label there.
--
-- 1. A score below the least or above the greatest value of its indicator's
--    scale is found, at every place where it stands; the bounds themselves
--    are on the scale.
-- 2. An indicator without a bound of its own takes the edition's; where
--    neither has one there is nothing to find on that side.
-- 3. Ranks and raw values have no scale.
-- 4. Every period is looked at.
-- Reads checked (release_id): the releases to look at; and of columns.sql
-- extent.
WITH scale AS MATERIALIZED (
	SELECT c.release_id, n.indicator_id, n.indicator, n.label,
		e.period AS own,
		coalesce(n.scale_min, e.scale_min) AS least,
		coalesce(n.scale_max, e.scale_max) AS greatest
	FROM checked AS c
	CROSS JOIN release AS r ON r.release_id = c.release_id
	CROSS JOIN edition AS e
		ON e.dataset = r.dataset AND e.edition = r.edition
	CROSS JOIN indicator AS n
		ON n.dataset = r.dataset AND n.edition = r.edition
	CROSS JOIN extent AS d
		ON d.release_id = c.release_id
			AND d.indicator_id = n.indicator_id
			AND d.measure = 'score'
	WHERE d.least < coalesce(n.scale_min, e.scale_min)
		OR d.greatest > coalesce(n.scale_max, e.scale_max)
)
SELECT o.release_id, t.indicator, o.measure, o.area, trim(l.label) AS label,
	o.period, s.name AS sheet, o.cell, o.raw,
	CASE WHEN o.value < t.least
		THEN 'at least ' || digits(t.least, 6)
		ELSE 'at most ' || digits(t.greatest, 6) END AS expected,
	plain(o.value) AS actual,
	trim(l.label) || ' has the score ' || plain(o.value)
		|| ' for ''' || t.label || ''''
		|| CASE WHEN o.period = t.own THEN ''
			ELSE ' in ' || o.period END
		|| CASE WHEN o.value < t.least
			THEN ', but the scale begins at '
				|| digits(t.least, 6)
			ELSE ', but the scale ends at '
				|| digits(t.greatest, 6) END AS message
FROM scale AS t
CROSS JOIN observation AS o
	ON o.release_id = t.release_id AND o.indicator_id = t.indicator_id
		AND o.measure = 'score'
CROSS JOIN label AS l ON l.label_id = o.label_id
CROSS JOIN sheet AS s ON s.sheet_id = o.sheet_id
WHERE o.value NOT BETWEEN t.least AND t.greatest
ORDER BY o.release_id, t.indicator, o.area, o.period, o.place;
