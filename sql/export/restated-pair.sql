-- SPDX-License-Identifier: MIT
-- The pairs of releases of one edition, and how many figures the later one
-- changed.
--
-- 1. A workbook is held against the one before it, as they came (release_turn).
--    What the press printed is held against the first workbook after it, or
--    where none came against the last one before.
-- 2. Figures are compared by indicator, measure, period and area at the cell
--    that counts (place 0). Two values are a rounding of each other where they
--    differ by no more than half a unit of the last place of the coarser one;
--    a value has at least as many places as most of its column. Else it is a
--    correction. A value that only one of them has was added or removed.
-- 3. A column (indicator, measure, period) that only one of the two has is not
--    restated. Of what the press printed only a part is known, so nothing was
--    added to it or removed.
-- 4. A release of which nothing was read has no part.
-- 5. state and published are those of the releases; the newest edition first, of
--    an edition as they came.
-- It counts what restated.sql lists.
WITH came AS MATERIALIZED (
	SELECT r.release_id, r.edition, e.ordinal, r.source = 'press' AS press,
		row_number() OVER (PARTITION BY r.edition ORDER BY t.turn DESC)
			AS n
	FROM release AS r
	CROSS JOIN release_turn AS t ON t.release_id = r.release_id AND t.last
	CROSS JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
	WHERE r.dataset = :dataset AND EXISTS (
		SELECT 1 FROM observation AS o
		WHERE o.release_id = r.release_id)
),
pair AS MATERIALIZED (
	SELECT l.ordinal, l.edition, f.release_id AS from_release,
		l.release_id AS to_release, f.press OR l.press AS part, l.n
	FROM came AS f
	JOIN came AS l ON l.edition = f.edition AND l.n > f.n
	WHERE NOT (f.press AND l.press) AND NOT EXISTS (
		SELECT 1 FROM came AS b
		WHERE b.edition = f.edition AND b.n > f.n AND NOT b.press
			AND (l.press OR b.n < l.n))
),
changed AS MATERIALIZED (
	SELECT p.from_release, p.to_release, a.indicator_id, a.measure,
		a.period, a.area, a.value AS before, b.value AS after,
		a.sheet_id AS sheet_from, a.cell AS cell_from,
		b.sheet_id AS sheet_to, b.cell AS cell_to
	FROM pair AS p
	CROSS JOIN observation AS a
		ON a.release_id = p.from_release AND a.place = 0
	LEFT JOIN observation AS b
		ON b.release_id = p.to_release
			AND b.indicator_id = a.indicator_id
			AND b.measure = a.measure AND b.period = a.period
			AND b.area = a.area AND b.place = 0
	WHERE a.value IS NOT b.value
		AND (b.area IS NOT NULL OR (NOT p.part AND EXISTS (
			SELECT 1 FROM observation AS x
			WHERE x.release_id = p.to_release
				AND x.indicator_id = a.indicator_id
				AND x.measure = a.measure
				AND x.period = a.period)))
	UNION ALL
	SELECT p.from_release, p.to_release, b.indicator_id, b.measure,
		b.period, b.area, NULL, b.value, NULL, NULL, b.sheet_id, b.cell
	FROM pair AS p
	CROSS JOIN observation AS b
		ON b.release_id = p.to_release AND b.place = 0
	WHERE NOT p.part AND b.value IS NOT NULL AND NOT EXISTS (
			SELECT 1 FROM observation AS a
			WHERE a.release_id = p.from_release
				AND a.indicator_id = b.indicator_id
				AND a.measure = b.measure
				AND a.period = b.period AND a.area = b.area
				AND a.place = 0)
		AND EXISTS (
			SELECT 1 FROM observation AS a
			WHERE a.release_id = p.from_release
				AND a.indicator_id = b.indicator_id
				AND a.measure = b.measure
				AND a.period = b.period)
),
-- the places that most figures of a column have, in both releases
coarse AS MATERIALIZED (
	SELECT c.*,
		(SELECT places(o.value)
		FROM observation AS o
		WHERE o.release_id = c.from_release
			AND o.indicator_id = c.indicator_id
			AND o.measure = c.measure AND o.place = 0
			AND o.value IS NOT NULL
		GROUP BY places(o.value)
		ORDER BY count(*) DESC, places(o.value) DESC
		LIMIT 1) AS usual_from,
		(SELECT places(o.value)
		FROM observation AS o
		WHERE o.release_id = c.to_release
			AND o.indicator_id = c.indicator_id
			AND o.measure = c.measure AND o.place = 0
			AND o.value IS NOT NULL
		GROUP BY places(o.value)
		ORDER BY count(*) DESC, places(o.value) DESC
		LIMIT 1) AS usual_to
	FROM (
		SELECT DISTINCT from_release, to_release, indicator_id, measure
		FROM changed
	) AS c
),
told AS (
	SELECT c.*,
		CASE WHEN c.before IS NULL THEN 'added'
			WHEN c.after IS NULL THEN 'removed'
			WHEN abs(c.after - c.before) <= 1e-9 * abs(c.before)
				+ 0.5 * pow(10, -min(
					max(places(c.before), u.usual_from),
					max(places(c.after), u.usual_to)))
			THEN 'rounding'
			ELSE 'correction' END AS kind
	FROM changed AS c
	JOIN coarse AS u
		ON u.from_release = c.from_release
			AND u.to_release = c.to_release
			AND u.indicator_id = c.indicator_id
			AND u.measure = c.measure
)
SELECT p.edition,
	substr(f.release, 1, 12)
		|| CASE f.source WHEN 'press'
			THEN ' ' || spoken('word', f.source) ELSE '' END
		AS release_from,
	spoken('word', f.state) AS state_from, f.published AS published_from,
	substr(t.release, 1, 12)
		|| CASE t.source WHEN 'press'
			THEN ' ' || spoken('word', t.source) ELSE '' END
		AS release_to,
	spoken('word', t.state) AS state_to, t.published AS published_to,
	count(c.kind) FILTER (WHERE c.kind = 'correction') AS corrections,
	count(c.kind) FILTER (WHERE c.kind = 'removed') AS removed,
	count(c.kind) FILTER (WHERE c.kind = 'added') AS added,
	count(c.kind) FILTER (WHERE c.kind = 'rounding') AS roundings
FROM pair AS p
CROSS JOIN release AS f ON f.release_id = p.from_release
CROSS JOIN release AS t ON t.release_id = p.to_release
LEFT JOIN told AS c
	ON c.from_release = p.from_release AND c.to_release = p.to_release
GROUP BY p.from_release, p.to_release
ORDER BY p.ordinal DESC, p.n, p.from_release;
