-- SPDX-License-Identifier: MIT
-- id: V701
-- severity: warning
-- title: a composite does not follow from its parts
-- why: A published composite should be what the publisher's own method makes
--   of its published parts. Where rounding does not explain the difference, a
--   part or the composite was changed alone, or the method is not the one that
--   was described.
-- remedy: Recompute the node by hand from the cells of its parts. If one area
--   alone is off, tell the publisher; if nearly all are off by little, a part
--   was published with fewer decimals than it was computed with; if by much,
--   correct combine and weight in the spec's tree.
--
-- 1. mean: the weighted mean over the parts that have a score. sum: their
--    weighted sum, a missing part counting as 0. leaves: the sum over all
--    leaves below the node that have a score.
-- 2. The composite may differ by its own half unit and those of the parts,
--    combined as the parts are, and by a relative 1e-12 for binary fractions.
--    The unit is that of the indicator's decimals. Where these are not known,
--    it is the last place seen in its scores of this release; digits behind
--    the twelfth that counts are not seen.
-- 3. A composite that fits at place 0 fits. One that does not and stands on
--    several sheets is judged where the values of its column show the most
--    decimals; its unit is then that of this column, if that is coarser.
--    (Whether the sheets agree is another rule's question.)
-- 4. There is one finding for a node of a release, at the area and in the
--    period that is off the most; cells says how many figures are off.
-- 5. A composite without a value, or without a part that has one, is not
--    judged. Parts are taken at place 0, from the same release and period.
-- Reads checked (release_id): the releases to look at.
WITH RECURSIVE node AS MATERIALIZED (
	SELECT c.release_id, n.indicator_id, n.dataset, n.edition, n.indicator,
		n.combine
	FROM checked AS c
	CROSS JOIN release AS r ON r.release_id = c.release_id
	CROSS JOIN indicator AS n
		ON n.dataset = r.dataset AND n.edition = r.edition
	WHERE n.combine <> 'none'
),
below AS (
	SELECT DISTINCT t.indicator_id, w.indicator_id AS part_id, w.dataset,
		w.edition, w.indicator
	FROM node AS t
	JOIN indicator AS w
		ON w.dataset = t.dataset AND w.edition = t.edition
			AND w.parent = t.indicator
	WHERE t.combine = 'leaves'
	UNION ALL
	SELECT b.indicator_id, w.indicator_id, w.dataset, w.edition,
		w.indicator
	FROM below AS b
	JOIN indicator AS w
		ON w.dataset = b.dataset AND w.edition = b.edition
			AND w.parent = b.indicator
),
-- The node itself is a line without a weight, so that one pass meets it and its
-- parts.
part AS MATERIALIZED (
	SELECT t.indicator_id, w.indicator_id AS part_id, w.weight
	FROM (SELECT DISTINCT indicator_id, dataset, edition, indicator
		FROM node WHERE combine IN ('mean', 'sum')) AS t
	CROSS JOIN indicator AS w
		ON w.dataset = t.dataset AND w.edition = t.edition
			AND w.parent = t.indicator
	UNION ALL
	SELECT b.indicator_id, b.part_id, 1.0
	FROM below AS b
	WHERE NOT EXISTS (
		SELECT 1 FROM indicator AS x
		WHERE x.dataset = b.dataset AND x.edition = b.edition
			AND x.parent = b.indicator)
	UNION ALL
	SELECT DISTINCT indicator_id, indicator_id, CAST(NULL AS REAL)
	FROM node
),
-- Half a unit of each.
unit AS MATERIALIZED (
	SELECT t.release_id, t.part_id,
		0.5 * power(CAST(10 AS REAL), -coalesce(n.decimals, (
			SELECT max(places(o.value)) FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = t.part_id
				AND o.measure = 'score' AND o.place = 0), 0))
			AS half
	FROM (
		SELECT DISTINCT v.release_id, p.part_id
		FROM node AS v
		JOIN part AS p ON p.indicator_id = v.indicator_id
	) AS t
	CROSS JOIN indicator AS n ON n.indicator_id = t.part_id
),
-- What every area may miss the node by at the least.
bound AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.combine,
		w.half + min(u.half * CASE t.combine WHEN 'mean' THEN 1
			ELSE abs(p.weight) END) AS margin
	FROM node AS t
	CROSS JOIN unit AS w
		ON w.release_id = t.release_id AND w.part_id = t.indicator_id
	CROSS JOIN part AS p
		ON p.indicator_id = t.indicator_id AND p.weight IS NOT NULL
	CROSS JOIN unit AS u
		ON u.release_id = t.release_id AND u.part_id = p.part_id
	GROUP BY t.release_id, t.indicator_id, t.combine, w.half
),
-- Nodes that some area misses by more than that: few or none, and only these
-- are looked at closely.
suspect AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.combine
	FROM bound AS t
	WHERE (
		SELECT miss(t.combine = 'mean', o.area, o.period, p.weight,
			o.value)
		FROM part AS p
		CROSS JOIN observation AS o
			ON o.release_id = t.release_id
				AND o.indicator_id = p.part_id
				AND o.measure = 'score'
		WHERE p.indicator_id = t.indicator_id AND o.place = 0)
		> t.margin
),
composed AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, t.combine, o.area, o.period,
		count(*) AS parts,
		added(p.weight * o.value)
			/ CASE t.combine WHEN 'mean'
				THEN nullif(added(p.weight), 0) ELSE 1 END
			AS value,
		added(abs(p.weight) * u.half)
			/ CASE t.combine WHEN 'mean'
				THEN nullif(abs(added(p.weight)), 0) ELSE 1 END
			AS slack
	FROM suspect AS t
	CROSS JOIN part AS p
		ON p.indicator_id = t.indicator_id AND p.weight IS NOT NULL
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id AND o.indicator_id = p.part_id
			AND o.measure = 'score' AND o.place = 0
	CROSS JOIN unit AS u
		ON u.release_id = t.release_id AND u.part_id = p.part_id
	WHERE o.value IS NOT NULL
	GROUP BY t.release_id, t.indicator_id, t.combine, o.area, o.period
),
decimals AS MATERIALIZED (
	SELECT t.release_id, t.indicator_id, o.sheet_id,
		CASE WHEN n.decimals IS NULL
			THEN max(places(o.value))
			ELSE min(n.decimals, max(decimals(o.value))) END
			AS decimals
	FROM suspect AS t
	CROSS JOIN indicator AS n ON n.indicator_id = t.indicator_id
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure = 'score'
	WHERE o.value IS NOT NULL
	GROUP BY t.release_id, t.indicator_id, o.sheet_id, n.decimals
),
judged AS (
	SELECT t.release_id, t.indicator_id, o.area, o.period, o.value, o.raw,
		o.sheet_id, o.cell, o.label_id,
		0.5 * power(CAST(10 AS REAL), -k.decimals) AS half,
		row_number() OVER (
			PARTITION BY t.release_id, t.indicator_id, o.area,
				o.period
			ORDER BY k.decimals DESC, o.place) AS choice
	FROM suspect AS t
	CROSS JOIN observation AS o
		ON o.release_id = t.release_id
			AND o.indicator_id = t.indicator_id
			AND o.measure = 'score'
	CROSS JOIN decimals AS k
		ON k.release_id = t.release_id
			AND k.indicator_id = t.indicator_id
			AND k.sheet_id = o.sheet_id
	WHERE o.value IS NOT NULL
),
off AS (
	SELECT j.release_id, j.indicator_id, j.period, j.area, j.raw,
		j.value, j.sheet_id, j.cell, j.label_id, c.combine, c.parts,
		c.value AS composed, abs(j.value - c.value) AS miss,
		count(*) OVER node_of AS cells,
		min(j.period) OVER node_of <> max(j.period) OVER node_of
			AS panel,
		row_number() OVER (node_of
			ORDER BY abs(j.value - c.value) DESC, j.area, j.period)
			AS worst
	FROM judged AS j
	CROSS JOIN composed AS c
		ON c.release_id = j.release_id
			AND c.indicator_id = j.indicator_id
			AND c.area = j.area AND c.period = j.period
	WHERE j.choice = 1
		AND abs(j.value - c.value) > j.half + c.slack
			+ 1e-12 * (abs(j.value) + abs(c.value))
	WINDOW node_of AS (
		PARTITION BY j.release_id, j.indicator_id)
),
told AS (
	SELECT f.release_id, f.indicator_id, f.period, f.area, f.raw, f.value,
		f.sheet_id, f.cell, f.label_id, f.combine, f.parts, f.cells,
		CASE WHEN f.panel THEN 'figure' ELSE 'area' END AS what,
		plain(CASE WHEN n.decimals IS NULL
			THEN CAST(digits(f.composed, 12) AS REAL)
			ELSE round(f.composed, n.decimals) END) AS composed,
		plain(CASE WHEN n.decimals IS NULL
			THEN CAST(digits(f.miss, 6) AS REAL)
			ELSE round(f.miss, n.decimals) END) AS miss
	FROM off AS f
	CROSS JOIN indicator AS n ON n.indicator_id = f.indicator_id
	WHERE f.worst = 1
)
SELECT f.release_id, n.indicator, 'score' AS measure, f.area,
	trim(l.label) AS label, f.period, s.name AS sheet, f.cell, f.raw,
	f.composed AS expected, plain(f.value) AS actual,
	trim(l.label) || ' has ' || plain(f.value) || ' for ''' || n.label
		|| '''' || CASE WHEN f.period = e.period THEN ''
			ELSE ' in ' || f.period END
		|| ', but ' || CASE f.combine
			WHEN 'mean' THEN 'the mean of its '
			WHEN 'sum' THEN 'the sum of its '
			ELSE 'the sum of all its ' END
		|| f.parts
		|| CASE f.combine WHEN 'leaves' THEN ' leaves' ELSE ' parts' END
		|| ' is ' || f.composed || ', off by ' || f.miss
		|| CASE f.cells WHEN 1 THEN ''
			WHEN 2 THEN '; 1 more ' || f.what
				|| ' is off by no more'
			ELSE '; ' || (f.cells - 1) || ' more ' || f.what
				|| 's are off by no more' END
		AS message,
	f.cells
FROM told AS f
CROSS JOIN indicator AS n ON n.indicator_id = f.indicator_id
CROSS JOIN edition AS e ON e.dataset = n.dataset AND e.edition = n.edition
CROSS JOIN label AS l ON l.label_id = f.label_id
CROSS JOIN sheet AS s ON s.sheet_id = f.sheet_id
ORDER BY f.release_id, n.ordinal, f.area, f.period;
