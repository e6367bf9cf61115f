-- SPDX-License-Identifier: MIT
-- The derived numbers that a figure is used for.
--
-- Parameters: :release_id, :dataset, :edition, :indicator, :measure, :period,
-- :area
-- 1. Only a rank or a score of overall is used, of the release and the period
--    that the derived tables were made from (standing_edition).
-- 2. metric and field name the number, value is NULL where it could not be
--    told. other_* is what it is made of besides.
-- 3. Of deltas those of neighbours (rank_delta); kosh-trace --derived and
--    kosh-query delta give any pair.
-- 4. Of regions those that the area leads or is the runner-up of, and its place
--    in each.
-- 5. comparable is 'no' where it compares editions of different regimes.
-- 6. Where an edition publishes no ranks a score is used for its ranks as well,
--    and so for their changes.
WITH used AS (
	SELECT t.dataset, t.edition, t.ranks
	FROM standing_edition AS t
	WHERE t.dataset = :dataset AND t.edition = :edition
		AND t.release_id = :release_id AND t.period = :period
		AND :indicator = 'overall' AND :measure IN ('rank', 'score')
),
made (step, metric, field, edition_from, edition_to, scheme, region, value,
	other_edition, other_area, other_measure, other_value, comparable) AS (
	SELECT 1, 'standing', :measure, NULL, NULL, NULL, NULL,
		CASE :measure WHEN 'rank' THEN s.rank ELSE s.score END,
		NULL, NULL, NULL, NULL, NULL
	FROM used AS u
	JOIN standing AS s ON s.dataset = u.dataset AND s.edition = u.edition
		AND s.area = :area
	UNION ALL
	SELECT 2, 'delta',
		CASE :measure WHEN 'rank' THEN 'delta' ELSE 'score_delta' END,
		x.edition_from, x.edition_to, NULL, NULL,
		CASE :measure WHEN 'rank' THEN x.delta ELSE x.score_delta END,
		CASE x.edition_to WHEN u.edition THEN x.edition_from
			ELSE x.edition_to END,
		x.area, :measure,
		CASE WHEN x.edition_to = u.edition AND :measure = 'rank'
			THEN x.rank_from
			WHEN x.edition_to = u.edition THEN x.score_from
			WHEN :measure = 'rank' THEN x.rank_to
			ELSE x.score_to END,
		x.comparable
	FROM used AS u
	JOIN rank_delta AS x ON x.dataset = :dataset AND x.area = :area
		AND u.edition IN (x.edition_from, x.edition_to)
	UNION ALL
	SELECT 2, 'delta', 'delta', x.edition_from, x.edition_to, NULL, NULL,
		x.delta,
		CASE x.edition_to WHEN u.edition THEN x.edition_from
			ELSE x.edition_to END,
		x.area, 'rank',
		CASE x.edition_to WHEN u.edition THEN x.rank_from
			ELSE x.rank_to END,
		x.comparable
	FROM used AS u
	JOIN rank_delta AS x ON x.dataset = :dataset AND x.area = :area
		AND u.edition IN (x.edition_from, x.edition_to)
	WHERE u.ranks = 'computed' AND :measure = 'score'
	UNION ALL
	SELECT CASE g.leader WHEN :area THEN 3 ELSE 4 END, 'region',
		CASE g.leader WHEN :area THEN 'leader' ELSE 'runner_up' END,
		NULL, NULL, g.scheme, g.region, g.gap, g.edition,
		CASE g.leader WHEN :area THEN g.runner_up ELSE g.leader END,
		'score',
		CASE g.leader WHEN :area THEN g.runner_up_score
			ELSE g.score END,
		NULL
	FROM used AS u
	JOIN region_leader AS g
		ON g.dataset = :dataset AND g.edition = :edition
			AND :area IN (g.leader, g.runner_up)
	UNION ALL
	SELECT 5, 'region', 'place', NULL, NULL, p.scheme, p.region, p.place,
		NULL, NULL, NULL, NULL, NULL
	FROM region_standing AS p
	WHERE p.dataset = :dataset AND p.edition = :edition
		AND p.area = :area AND EXISTS (SELECT 1 FROM used)
)
SELECT m.metric, m.field, m.edition_from, m.edition_to, m.scheme, m.region,
	r.name AS region_name, m.value, m.other_edition, m.other_area,
	m.other_measure, m.other_value, m.comparable
FROM made AS m
LEFT JOIN region AS r ON r.scheme = m.scheme AND r.region = m.region
ORDER BY m.step, m.edition_from, m.edition_to, m.scheme, m.region, m.field;
