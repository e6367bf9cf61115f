-- SPDX-License-Identifier: MIT
-- What the cover says in sentences, as facts: each with its topic, its name and
-- its value. pipeline/report/headline.c makes sentences of them. A score and a
-- gap are text with the decimals of a score.
--
-- 1. leader: the first area, its score, the second and by how much it is worse
--    (gap), if it is so by its score; sharing is how many share the first
--    place. Where nothing is ranked there is unranked instead. Who has no place
--    is neither first nor second.
-- 2. rise and fall: who rose and who fell most since the edition before, by how
--    many places, and whether the two editions are comparable. movers is how
--    many moved equally far: of one alone its ranks are told, of two or three
--    all are named in areas, of more the first by name.
-- 3. coverage: how many areas there are, and of which period they are ranked if
--    it is not named as the edition; how many of them the edition before does
--    not list (new), and how many that it lists are gone. Up to eight are
--    named.
-- 4. region: the leader of the region that the chart shows, as in 1, with its
--    rank, or where it has none its score.
-- 5. data: how many findings are open by severity, and how many are waived; of
--    how many editions there is more than one release that counted (restated).
--    Of superseded and held releases and of what the press printed no finding
--    counts.
-- A fact for which the data are missing is left out.
WITH this AS MATERIALIZED (
	SELECT s.area, area_name(s.area, a.name) AS name, a.name AS english,
		s.score, s.line, s.place
	FROM standing AS s
	JOIN area AS a ON a.area = s.area
	WHERE s.dataset = :dataset AND s.edition = :edition
),
first AS (
	SELECT 'leader' AS topic, a.name AS area, NULL AS rank, a.score,
		b.name AS second,
		(SELECT count(*) FROM this WHERE place = 1) AS sharing,
		CASE t.direction WHEN 'lower' THEN b.score - a.score
			ELSE a.score - b.score END AS gap
	FROM this AS a
	JOIN standing_edition AS t
		ON t.dataset = :dataset AND t.edition = :edition
	LEFT JOIN this AS b ON b.line = 2 AND b.place IS NOT NULL
	WHERE a.line = 1 AND a.place IS NOT NULL
	UNION ALL
	SELECT 'region', a.name, l.rank,
		CASE WHEN l.rank IS NULL THEN l.score END, b.name,
		(SELECT count(*)
		FROM region_standing AS s
		WHERE s.dataset = :dataset AND s.edition = :edition
			AND s.scheme = :scheme AND s.region = :region
			AND s.place = 1),
		l.gap
	FROM region_leader AS l
	JOIN this AS a ON a.area = l.leader
	LEFT JOIN this AS b ON b.area = l.runner_up
	WHERE l.dataset = :dataset AND l.edition = :edition
		AND l.scheme = :scheme AND l.region = :region
),
moved AS MATERIALIZED (
	SELECT area_name(d.area, a.name) AS name, a.name AS english, d.area,
		d.delta, d.rank_from, d.rank_to, d.comparable
	FROM rank_change AS d
	JOIN area AS a ON a.area = d.area
	WHERE d.delta <> 0
),
extreme AS (
	SELECT 'rise' AS topic, max(delta) AS delta FROM moved WHERE delta > 0
	UNION ALL
	SELECT 'fall', min(delta) FROM moved WHERE delta < 0
),
mover AS MATERIALIZED (
	SELECT x.topic, m.name, abs(m.delta) AS places, m.rank_from, m.rank_to,
		m.comparable,
		row_number() OVER w AS place,
		count(*) OVER (PARTITION BY x.topic) AS movers
	FROM extreme AS x
	JOIN moved AS m ON m.delta = x.delta
	WINDOW w AS (PARTITION BY x.topic ORDER BY m.english, m.area)
),
changed AS MATERIALIZED (
	SELECT 'new' AS way, t.name,
		row_number() OVER (ORDER BY t.english, t.area) AS place,
		count(*) OVER () AS areas
	FROM this AS t
	WHERE :before IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM standing AS s
		WHERE s.dataset = :dataset AND s.edition = :before
			AND s.area = t.area)
	UNION ALL
	SELECT 'gone', area_name(s.area, a.name),
		row_number() OVER (ORDER BY a.name, s.area), count(*) OVER ()
	FROM standing AS s
	JOIN area AS a ON a.area = s.area
	WHERE s.dataset = :dataset AND s.edition = :before AND NOT EXISTS (
		SELECT 1 FROM this AS t WHERE t.area = s.area)
),
open AS MATERIALIZED (
	SELECT coalesce(sum(f.severity = 'error' AND NOT f.waived), 0) AS error,
		coalesce(sum(f.severity = 'warning' AND NOT f.waived), 0)
			AS warning,
		coalesce(sum(f.severity = 'info' AND NOT f.waived), 0) AS info,
		coalesce(sum(f.waived), 0) AS waived
	FROM finding AS f
	JOIN release AS r ON r.release_id = f.release_id
	WHERE r.dataset = :dataset
		AND r.state NOT IN ('superseded', 'held', 'aside')
),
fact (topic, name, value) AS (
	SELECT f.topic, k.name, CASE k.name WHEN 'area' THEN f.area
		WHEN 'rank' THEN f.rank
		WHEN 'score' THEN CASE WHEN f.score IS NOT NULL
			THEN printf('%.*f', :decimals, f.score) END
		WHEN 'second' THEN f.second
		WHEN 'sharing' THEN f.sharing
		WHEN 'gap' THEN CASE WHEN f.gap >= 0
			THEN printf('%.*f', :decimals, f.gap) END
		END
	FROM first AS f
	CROSS JOIN (SELECT 'area' AS name UNION ALL SELECT 'rank'
		UNION ALL SELECT 'score' UNION ALL SELECT 'second'
		UNION ALL SELECT 'sharing' UNION ALL SELECT 'gap') AS k
	UNION ALL
	SELECT 'unranked', 'areas', 0 WHERE NOT EXISTS (SELECT 1 FROM this)
	UNION ALL
	SELECT topic, 'areas', group_concat(name, ', ')
	FROM (SELECT * FROM mover
		WHERE movers <= 3 OR place = 1
		ORDER BY topic, place)
	GROUP BY topic
	UNION ALL
	SELECT m.topic, k.name, CASE k.name WHEN 'movers' THEN m.movers
		WHEN 'places' THEN m.places
		WHEN 'comparable' THEN m.comparable
		WHEN 'from' THEN CASE m.movers WHEN 1 THEN m.rank_from END
		WHEN 'to' THEN CASE m.movers WHEN 1 THEN m.rank_to END
		END
	FROM mover AS m
	CROSS JOIN (SELECT 'movers' AS name UNION ALL SELECT 'places'
		UNION ALL SELECT 'comparable' UNION ALL SELECT 'from'
		UNION ALL SELECT 'to') AS k
	WHERE m.place = 1
	UNION ALL
	SELECT 'coverage', 'areas', count(*) FROM this HAVING count(*) > 0
	UNION ALL
	SELECT 'coverage', 'period', period
	FROM standing_edition
	WHERE dataset = :dataset AND edition = :edition AND period <> edition
	UNION ALL
	SELECT 'coverage', way, areas FROM changed WHERE place = 1
	UNION ALL
	SELECT 'coverage', way || '_names', group_concat(name, ', ')
	FROM (SELECT * FROM changed WHERE areas <= 8 ORDER BY way, place)
	GROUP BY way
	UNION ALL
	SELECT 'region', 'region', spoken('region', name)
	FROM region WHERE scheme = :scheme AND region = :region
	UNION ALL
	SELECT 'region', 'scheme', spoken('scheme', title)
	FROM scheme WHERE scheme = :scheme AND :region IS NOT NULL
	UNION ALL
	SELECT 'data', k.name, CASE k.name WHEN 'error' THEN o.error
		WHEN 'warning' THEN o.warning
		WHEN 'info' THEN o.info
		WHEN 'open' THEN o.error + o.warning + o.info
		WHEN 'waived' THEN o.waived
		END
	FROM open AS o
	CROSS JOIN (SELECT 'error' AS name UNION ALL SELECT 'warning'
		UNION ALL SELECT 'info' UNION ALL SELECT 'open'
		UNION ALL SELECT 'waived') AS k
	UNION ALL
	SELECT 'data', 'restated', count(*)
	FROM (
		SELECT edition
		FROM release
		WHERE dataset = :dataset AND state IN ('current', 'superseded')
		GROUP BY edition
		HAVING count(*) > 1
	)
)
SELECT topic, name, value FROM fact WHERE value IS NOT NULL
ORDER BY topic, name;
