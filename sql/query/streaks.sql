-- SPDX-License-Identifier: MIT
-- title: The longest and the current streaks of every area
-- about: trajectories
-- arguments: DATASET [AREA]
-- asks: derived
-- empty: none of the areas has two editions one after another to be compared,
--   or a place in one
-- unit: longest and current: steps of rising, falling and unchanged, editions
--   of top and leader
-- source: course
--
-- Parameters: :dataset, :area (NULL: all), :areas (NULL: all), :limit (the N
-- of top; 10 where none was asked for)
-- Order: by area, ranks before scores, then rising, falling, unchanged, top,
-- leader.
--
-- 1. A step is from the edition before, and of one regime: nothing is a step
--    across a regime break, nor next to an edition in which the area has no
--    figure. Of ranks it is rising, falling or unchanged by the sign of
--    course.rank_change, of scores by whether the score became better: higher,
--    or lower where the direction says so. Equal is what was published as
--    equal.
-- 2. A streak of rising is steps in one after another; it runs from the
--    edition before the first one to that of the last one. Falling and
--    unchanged alike.
-- 3. A streak of top is editions of one regime one after another in which the
--    place of the area is N or better, one of leader in which it is 1, a
--    shared place too. An edition in which it has no place ends the streak.
-- 4. longest is the length of the longest streak; of several the last one
--    counts, and times says how many there are.
-- 5. current is the length of the streak that runs to the last edition of the
--    dataset: 0 if none does. current_since is where it began.
-- 6. What an area never had has no row.
WITH point AS (
	SELECT area, position, regime, place,
		CASE WHEN comparable = 'yes' THEN sign(rank_change) END AS rank,
		CASE direction WHEN 'lower' THEN -sign(score_change)
			ELSE sign(score_change) END AS score
	FROM course
	WHERE dataset = :dataset AND (CAST(:area AS TEXT) IS NULL
		OR area = :area)
		AND (CAST(:areas AS TEXT) IS NULL
			OR area IN (SELECT value FROM json_each(:areas)))
),
kind (turn, measure, kind, step) AS (
	VALUES (1, 'rank', 'rising', 1), (2, 'rank', 'falling', -1),
		(3, 'rank', 'unchanged', 0), (4, 'rank', 'top', NULL),
		(5, 'rank', 'leader', NULL), (6, 'score', 'rising', 1),
		(7, 'score', 'falling', -1), (8, 'score', 'unchanged', 0)
),
-- run is the same for what holds in editions one after another
held AS (
	SELECT p.area, k.turn, k.measure, k.kind, p.regime, p.position,
		k.step IS NOT NULL AS lead,
		p.position - row_number() OVER (
			PARTITION BY p.area, k.turn, p.regime
			ORDER BY p.position) AS run
	FROM point AS p
	CROSS JOIN kind AS k
	WHERE CASE k.kind
		WHEN 'top' THEN
			p.place <= CASE WHEN CAST(:limit AS INTEGER) < 0
				THEN 10 ELSE :limit END
		WHEN 'leader' THEN p.place = 1
		ELSE k.step = CASE k.measure WHEN 'rank' THEN p.rank
			ELSE p.score END END
),
streak AS (
	SELECT area, turn, measure, kind, count(*) AS length,
		min(position) - CASE WHEN lead THEN 1 ELSE 0 END AS began,
		max(position) AS ended
	FROM held
	GROUP BY area, turn, measure, kind, lead, regime, run
),
ranked AS (
	SELECT area, turn, measure, kind, length, began, ended,
		max(length) OVER (PARTITION BY area, turn) AS longest,
		ended = (
			SELECT max(position)
			FROM standing_edition
			WHERE dataset = :dataset) AS goes_on
	FROM streak
),
found AS (
	SELECT area, turn, measure, kind, longest,
		count(*) FILTER (WHERE length = longest) AS times,
		max(began) FILTER (WHERE length = longest) AS began,
		max(ended) FILTER (WHERE length = longest) AS ended,
		coalesce(max(length) FILTER (WHERE goes_on), 0) AS current,
		max(began) FILTER (WHERE goes_on) AS since
	FROM ranked
	GROUP BY area, turn, measure, kind, longest
)
SELECT f.area, a.name, f.measure, f.kind, f.longest, f.times,
	b.edition AS longest_from, t.edition AS longest_to, f.current,
	s.edition AS current_since
FROM found AS f
JOIN area AS a ON a.area = f.area
JOIN standing_edition AS b ON b.dataset = :dataset AND b.position = f.began
JOIN standing_edition AS t ON t.dataset = :dataset AND t.position = f.ended
LEFT JOIN standing_edition AS s
	ON s.dataset = :dataset AND s.position = f.since
ORDER BY f.area, f.turn;
