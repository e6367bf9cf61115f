-- SPDX-License-Identifier: MIT
-- title: How the score of each indicator changed from one edition to another
-- about: deltas
-- arguments: DATASET/EDITION[@RELEASE] DATASET/EDITION[@RELEASE] [AREA]
-- asks: content
-- regimes: one
-- empty: no indicator is in both by the same id with figures of the areas
-- unit: value_from, value_to, delta: that of the indicator; scaled: 0 to 100;
--   common ranks: places
-- source: the published figures of the two releases
--
-- Parameters: :from_release, :to_release, :area (NULL: all areas), :areas
-- (NULL: all)
-- Order: as in the tree of the second edition, then by area.
--
-- 1. An indicator that both editions have, by its id, has rows: one for each
--    area that has a figure of it in one of them. Others are left out.
-- 2. Figures are scores, or the raw figures of an indicator that has no score;
--    measure says which. They are of the period that the release is ranked in,
--    or of the edition's own where nothing is ranked; of an indicator without a
--    figure then, of its last period, by year as in the view overall.
-- 3. changed names what of the indicator is not the same in both: unit, scale,
--    direction, weight. With another unit, scale or direction there is no
--    delta.
-- 4. delta = value_to - value_from, with as many decimals as they have.
-- 5. scaled_from and scaled_to are the scores between the ends of the
--    indicator's scale in their edition: 0 to 100, 100 the better end; NULL
--    where the scale is not known. scaled_delta stands also where the scale is
--    another one.
-- 6. common_from and common_to are competition ranks, the best first, among the
--    areas that have a figure in both; common_delta = common_from - common_to.
-- 7. Between editions of two regimes nothing is told, unless --across-regimes
--    asks for it; then comparable is 'no'.
WITH side AS MATERIALIZED (
	SELECT r.release_id, e.dataset, e.edition, e.regime, coalesce((
			SELECT w.period FROM overall AS w
			WHERE w.release_id = r.release_id
		), e.period) AS period
	FROM release AS r
	JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
	WHERE r.release_id IN (:from_release, :to_release)
),
pair AS MATERIALIZED (
	SELECT n.indicator, n.ordinal, n.label, f.release_id AS from_release,
		t.release_id AS to_release, m.indicator_id AS id_from,
		n.indicator_id AS id_to, f.period AS own_from,
		t.period AS own_to, m.direction AS direction_from,
		n.direction AS direction_to, m.scale_min AS min_from,
		m.scale_max AS max_from, n.scale_min AS min_to,
		n.scale_max AS max_to,
		f.regime = t.regime AS one_regime,
		m.unit IS NOT n.unit AS other_unit,
		m.scale_min IS NOT n.scale_min
			OR m.scale_max IS NOT n.scale_max AS other_scale,
		m.direction <> n.direction AS other_direction,
		m.weight <> n.weight AS other_weight,
		CASE WHEN EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = f.release_id
				AND o.indicator_id = m.indicator_id
				AND o.measure = 'score')
			OR EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = t.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure = 'score')
			THEN 'score' ELSE 'raw' END AS measure
	FROM side AS f
	CROSS JOIN side AS t
	CROSS JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
	CROSS JOIN indicator AS m
		ON m.dataset = f.dataset AND m.edition = f.edition
			AND m.indicator = n.indicator
	WHERE f.release_id = :from_release AND t.release_id = :to_release
),
ends AS (
	SELECT indicator, from_release AS release_id, id_from AS indicator_id,
		measure, own_from AS own
	FROM pair
	UNION ALL
	SELECT indicator, to_release, id_to, measure, own_to
	FROM pair
),
dated AS MATERIALIZED (
	SELECT n.indicator, n.release_id, (
			SELECT y.period
			FROM (
				SELECT o.period, o.period = n.own AS own,
					CASE WHEN substr(o.period, -4) GLOB
						'[12][0-9][0-9][0-9]'
					THEN substr(o.period, -4)
					WHEN o.period GLOB
						'[12][0-9][0-9][0-9]*'
					THEN substr(o.period, 1, 4) END AS year
				FROM observation AS o
				WHERE o.release_id = n.release_id
					AND o.indicator_id = n.indicator_id
					AND o.measure = n.measure
					AND o.place = 0 AND o.value IS NOT NULL
				GROUP BY o.period
			) AS y
			ORDER BY y.own DESC, y.year DESC,
				y.period = y.year DESC, y.period DESC
			LIMIT 1
		) AS period
	FROM ends AS n
),
figure AS (
	SELECT p.*, f.period AS period_from, t.period AS period_to, x.area,
		v.value AS value_from, w.value AS value_to,
		v.value IS NOT NULL AND w.value IS NOT NULL AS both_given,
		CASE WHEN p.measure = 'score' THEN
			100 * (v.value - CASE p.direction_from WHEN 'lower'
				THEN p.max_from ELSE p.min_from END)
			/ nullif(CASE p.direction_from WHEN 'lower'
				THEN p.min_from - p.max_from
				ELSE p.max_from - p.min_from END, 0)
			END AS scaled_from,
		CASE WHEN p.measure = 'score' THEN
			100 * (w.value - CASE p.direction_to WHEN 'lower'
				THEN p.max_to ELSE p.min_to END)
			/ nullif(CASE p.direction_to WHEN 'lower'
				THEN p.min_to - p.max_to
				ELSE p.max_to - p.min_to END, 0)
			END AS scaled_to
	FROM pair AS p
	CROSS JOIN dated AS f
		ON f.indicator = p.indicator AND f.release_id = p.from_release
	CROSS JOIN dated AS t
		ON t.indicator = p.indicator AND t.release_id = p.to_release
	CROSS JOIN area AS x
	LEFT JOIN observation AS v
		ON v.release_id = p.from_release AND v.indicator_id = p.id_from
			AND v.measure = p.measure AND v.period = f.period
			AND v.area = x.area AND v.place = 0
	LEFT JOIN observation AS w
		ON w.release_id = p.to_release AND w.indicator_id = p.id_to
			AND w.measure = p.measure AND w.period = t.period
			AND w.area = x.area AND w.place = 0
	WHERE v.value IS NOT NULL OR w.value IS NOT NULL
),
ranked AS (
	SELECT *,
		CASE WHEN both_given THEN rank() OVER (
			PARTITION BY indicator, both_given
			ORDER BY CASE direction_from WHEN 'lower'
				THEN value_from ELSE -value_from END) END
			AS common_from,
		CASE WHEN both_given THEN rank() OVER (
			PARTITION BY indicator, both_given
			ORDER BY CASE direction_to WHEN 'lower'
				THEN value_to ELSE -value_to END) END
			AS common_to
	FROM figure
)
SELECT r.indicator, r.label, r.area, a.name, r.measure, r.period_from,
	r.period_to, r.value_from, r.value_to,
	CASE WHEN NOT (r.other_unit OR r.other_scale OR r.other_direction)
		THEN round(r.value_to - r.value_from,
			max(decimals(r.value_from), decimals(r.value_to)))
		END AS delta,
	round(r.scaled_from, 10) AS scaled_from,
	round(r.scaled_to, 10) AS scaled_to,
	round(r.scaled_to - r.scaled_from, 10) AS scaled_delta,
	r.common_from, r.common_to, r.common_from - r.common_to AS common_delta,
	nullif(trim(CASE WHEN r.other_unit THEN 'unit ' ELSE '' END
		|| CASE WHEN r.other_scale THEN 'scale ' ELSE '' END
		|| CASE WHEN r.other_direction THEN 'direction ' ELSE '' END
		|| CASE WHEN r.other_weight THEN 'weight' ELSE '' END), '')
		AS changed,
	CASE WHEN r.one_regime THEN 'yes' ELSE 'no' END AS comparable
FROM ranked AS r
JOIN area AS a ON a.area = r.area
WHERE (CAST(:area AS TEXT) IS NULL OR r.area = :area)
	AND (CAST(:areas AS TEXT) IS NULL
		OR r.area IN (SELECT value FROM json_each(:areas)))
ORDER BY r.ordinal, r.indicator, r.area;
