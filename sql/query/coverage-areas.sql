-- SPDX-License-Identifier: MIT
-- title: For how many indicators each area has a figure
-- about: structure
-- arguments: DATASET/EDITION[@RELEASE]
-- asks: figures
-- empty: the release has no scores and no raw figures
-- unit: share, nonzero: shares of 1
-- source: the table is that of COINr (get_data_avail), the threshold that of
--    its Screen: two thirds
--
-- Parameters: :release
-- Order: by share, the least first, then by area.
--
-- 1. Only indicators with nothing under them count, since what is made of them
--    may be there though a part is missing; and of these only those that have a
--    figure of any area. What stands for an indicator says structure_column.
-- 2. Each area with a figure of any indicator of the release in that period is
--    there, with how many figures it has and how many it lacks (missing);
--    share is the share of those that it has.
-- 3. zeros counts the figures that are 0, nonzero is the share of the others in
--    those that it has; empty where it has none.
-- 4. flag is 'few' where share is below two thirds, else empty.
WITH leaf AS MATERIALIZED (
	SELECT indicator_id
	FROM structure_column
	WHERE release_id = :release AND is_leaf
),
figure AS MATERIALIZED (
	SELECT area, indicator_id, value,
		indicator_id IN (SELECT indicator_id FROM leaf) AS is_leaf
	FROM structure_value
	WHERE release_id = :release
)
SELECT area, name, indicators, every - indicators AS missing, zeros,
	CAST(indicators AS REAL) / nullif(every, 0) AS share,
	CAST(indicators - zeros AS REAL) / nullif(indicators, 0) AS nonzero,
	CASE WHEN 3 * indicators < 2 * every THEN 'few' END AS flag
FROM (
	SELECT f.area, a.name, sum(f.is_leaf) AS indicators,
		sum(f.is_leaf AND f.value = 0) AS zeros,
		(SELECT count(DISTINCT indicator_id) FROM figure WHERE is_leaf)
			AS every
	FROM figure AS f
	JOIN area AS a ON a.area = f.area
	GROUP BY f.area, a.name
) AS c
ORDER BY share, area;
