-- SPDX-License-Identifier: MIT
-- Why a release does not give a figure, in one row.
--
-- Parameters: :release_id, :dataset, :edition, :indicator, :measure, :period,
-- :area
-- 1. The release has nothing on the area at all.
-- 2. It has nothing of the indicator on it.
-- 3. It has the indicator on it in other periods, or by other measures: those
--    are told, the first twenty.
WITH mine AS (
	SELECT o.measure, o.period
	FROM indicator AS n
	JOIN observation AS o
		ON o.release_id = :release_id
			AND o.indicator_id = n.indicator_id
			AND o.area = :area AND o.place = 0
	WHERE n.dataset = :dataset AND n.edition = :edition
		AND n.indicator = :indicator
),
other AS (
	SELECT measure || ' of ' || period AS what
	FROM mine
	GROUP BY measure, period
	ORDER BY measure <> :measure, measure, period DESC
	LIMIT 20
)
SELECT CASE
	WHEN NOT EXISTS (SELECT 1 FROM observation
		WHERE release_id = :release_id AND area = :area)
	THEN 'the release does not list it'
	WHEN NOT EXISTS (SELECT 1 FROM mine)
	THEN 'the release gives nothing of ' || :indicator || ' on it'
	ELSE 'the release gives no ' || :measure || ' of ' || :period
		|| ' on it: it gives ' || (
			SELECT group_concat(what, ', ') FROM other)
	END AS why;
