-- SPDX-License-Identifier: MIT
-- The temporary table restated_figure: what the later release of each pair
-- (make-release-pair.sql) changed, figure by figure.
--
-- 1. Figures are compared by indicator, measure, period and area at the cell
--    that counts (place 0). Two values are a rounding of each other where they
--    differ by no more than half a unit of the last place of the coarser one;
--    a value has at least as many places as most of its column. Else it is a
--    correction. A value that only one of them has was added or removed.
-- 2. A column (indicator, measure, period) that only one of the two has is not
--    restated. Of what the press printed only a part is known, so nothing was
--    added to it or removed.
WITH changed AS MATERIALIZED (
	SELECT p.from_release, p.to_release, a.indicator_id, a.measure,
		a.period, a.area, a.value AS before, b.value AS after,
		a.sheet_id AS sheet_from, a.cell AS cell_from,
		b.sheet_id AS sheet_to, b.cell AS cell_to
	FROM release_pair AS p
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
	FROM release_pair AS p
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
-- The places that most figures of a column have, in each release.
usual AS MATERIALIZED (
	SELECT c.release_id, c.indicator_id, c.measure, (
			SELECT places(o.value)
			FROM observation AS o
			WHERE o.release_id = c.release_id
				AND o.indicator_id = c.indicator_id
				AND o.measure = c.measure AND o.place = 0
				AND o.value IS NOT NULL
			GROUP BY places(o.value)
			ORDER BY count(*) DESC, places(o.value) DESC
			LIMIT 1
		) AS places
	FROM (
		SELECT from_release AS release_id, indicator_id, measure
		FROM changed
		UNION
		SELECT to_release, indicator_id, measure FROM changed
	) AS c
)
SELECT c.*,
	CASE WHEN c.before IS NULL THEN 'added'
		WHEN c.after IS NULL THEN 'removed'
		WHEN abs(c.after - c.before) <= 1e-9 * abs(c.before)
			+ 0.5 * pow(10, -min(max(places(c.before), u.places),
				max(places(c.after), w.places)))
		THEN 'rounding'
		ELSE 'correction' END AS kind
FROM changed AS c
JOIN usual AS u
	ON u.release_id = c.from_release AND u.indicator_id = c.indicator_id
		AND u.measure = c.measure
JOIN usual AS w
	ON w.release_id = c.to_release AND w.indicator_id = c.indicator_id
		AND w.measure = c.measure;
