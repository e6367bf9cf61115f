-- SPDX-License-Identifier: MIT
-- What the cover says in sentences, in order, each with its topic.
--
-- 1. The leader, and how far behind the second is, if that is worse by its
--    score; who shares the first place is said to; where nothing is ranked, that
--    this is so.
-- 2. Who rose most and who fell most since the edition before, marked where the
--    two are of different regimes. Who moved equally far is named too, or
--    counted where they are more than three.
-- 3. What that mark means.
-- 4. Where the worst area is first, that this is so; and where ranks are
--    computed, since an edition publishes none.
-- 5. How many areas there are, of which period they are ranked if it is not
--    named as the edition, and how many of them were not there before.
-- 6. The leader of the region that the chart shows, likewise.
-- 7. How many findings are open, and how many are waived.
-- A sentence for which the data are missing is left out, and so is the part of
-- one that tells a score which is missing.
WITH this AS MATERIALIZED (
	SELECT s.area, a.name, s.score, s.line, s.place
	FROM standing AS s
	JOIN area AS a ON a.area = s.area
	WHERE s.dataset = :dataset AND s.edition = :edition
),
second (topic, name, sharing, points) AS (
	SELECT 'Leader', b.name, (SELECT count(*) FROM this WHERE place = 1),
		CASE t.direction WHEN 'lower' THEN b.score - a.score
			ELSE a.score - b.score END
	FROM this AS a
	JOIN this AS b ON b.line = 2
	JOIN standing_edition AS t
		ON t.dataset = :dataset AND t.edition = :edition
	WHERE a.line = 1
	UNION ALL
	SELECT 'Region of the chart', a.name,
		(SELECT count(*)
		FROM region_standing AS s
		WHERE s.dataset = :dataset AND s.edition = :edition
			AND s.scheme = 'm49' AND s.region = :region
			AND s.place = 1),
		l.gap
	FROM region_leader AS l
	JOIN area AS a ON a.area = l.runner_up
	WHERE l.dataset = :dataset AND l.edition = :edition
		AND l.scheme = 'm49' AND l.region = :region
),
behind (topic, text) AS (
	SELECT topic, '; ' || name || CASE WHEN sharing > 2
		THEN ' and ' || (sharing - 2) || ' more share the first place'
		WHEN sharing = 2 THEN ' shares the first place'
		ELSE ' follows' || CASE WHEN points >= 0
			THEN ' ' || printf('%.*f', :decimals, points)
				|| CASE printf('%.*f', :decimals, points)
					WHEN '1' THEN ' point behind'
					ELSE ' points behind' END
			ELSE '' END
		END
	FROM second
),
moved AS MATERIALIZED (
	SELECT a.name, d.area, d.delta, d.rank_from, d.rank_to, d.comparable
	FROM rank_delta AS d
	JOIN area AS a ON a.area = d.area
	WHERE d.dataset = :dataset AND d.edition_from = :before
		AND d.edition_to = :edition AND d.delta <> 0
),
extreme AS (
	SELECT 'up' AS way, max(delta) AS delta FROM moved WHERE delta > 0
	UNION ALL
	SELECT 'down', min(delta) FROM moved WHERE delta < 0
),
mover AS (
	SELECT x.way, m.name, m.area, abs(m.delta) AS places, m.rank_from,
		m.rank_to, m.comparable,
		row_number() OVER w AS place,
		count(*) OVER (PARTITION BY x.way) AS movers
	FROM extreme AS x
	JOIN moved AS m ON m.delta = x.delta
	WINDOW w AS (PARTITION BY x.way ORDER BY m.name, m.area)
),
sentence (place, topic, text) AS (
	SELECT 1, 'Leader', a.name || ' leads edition ' || :edition
		|| CASE WHEN a.score IS NULL THEN '' ELSE ' with a score of '
			|| printf('%.*f', :decimals, a.score) END
		|| coalesce((SELECT b.text FROM behind AS b
			WHERE b.topic = 'Leader'), '') || '.'
	FROM this AS a
	WHERE a.line = 1
	UNION ALL
	SELECT 1, 'No ranking', 'No edition has an overall score, so areas are '
		|| 'not ranked: the sheet Indicators lists what there is, and '
		|| 'kosh query series prints the figures of an indicator.'
	WHERE NOT EXISTS (SELECT 1 FROM this)
	UNION ALL
	SELECT CASE way WHEN 'up' THEN 2 ELSE 3 END,
		CASE way WHEN 'up' THEN 'Biggest rise since '
			ELSE 'Biggest fall since ' END || :before,
		CASE WHEN movers > 3 THEN movers || ' areas, among them '
			|| max(CASE WHEN place = 1 THEN name END)
			ELSE group_concat(name || ' (from ' || rank_from
				|| ' to ' || rank_to || ')', ', ') END
		|| ', ' || CASE way WHEN 'up' THEN 'up ' ELSE 'down ' END
		|| places || CASE places WHEN 1 THEN ' place' ELSE ' places' END
		|| CASE max(comparable) WHEN 'no'
			THEN ' (the method changed).' ELSE '.' END
	FROM (SELECT * FROM mover ORDER BY way, place)
	GROUP BY way, places, movers
	UNION ALL
	SELECT 4, 'Caution', 'Editions ' || :before || ' and ' || :edition
		|| ' are of different methods: a change of rank between them '
		|| 'mixes the method with the performance.'
	FROM moved
	WHERE comparable = 'no'
	GROUP BY comparable
	UNION ALL
	SELECT 4, 'Ranks', 'Rank 1 is the worst: who rises moves away from it.'
	FROM standing_edition
	WHERE dataset = :dataset AND edition = :edition AND rank_sign = -1
		AND ranks = 'published'
	UNION ALL
	SELECT 4, 'Ranks', 'Edition ' || edition || ' publishes no ranks: they are '
		|| 'computed from its scores.'
	FROM standing_edition
	WHERE dataset = :dataset AND edition IN (:before, :edition)
		AND ranks = 'computed'
	UNION ALL
	SELECT 5, 'Coverage', count(*) || ' areas are in edition ' || :edition
		|| coalesce((
			SELECT ', with the figures of ' || e.period
			FROM standing_edition AS e
			WHERE e.dataset = :dataset AND e.edition = :edition
				AND e.period <> e.edition), '')
		|| CASE WHEN :before IS NULL THEN '.'
			ELSE '; ' || sum(NOT EXISTS (
				SELECT 1 FROM standing AS s
				WHERE s.dataset = :dataset
					AND s.edition = :before
					AND s.area = this.area))
				|| ' of them were not in ' || :before || '.'
			END
	FROM this
	HAVING count(*) > 0
	UNION ALL
	SELECT 6, 'Region of the chart', 'In ' || g.name || ' (' || c.title || '), '
		|| a.name || ' leads'
		|| coalesce(' at rank ' || l.rank, ' with a score of '
			|| printf('%.*f', :decimals, l.score))
		|| coalesce((SELECT b.text FROM behind AS b
			WHERE b.topic = 'Region of the chart'), '') || '.'
	FROM region_leader AS l
	JOIN region AS g ON g.scheme = l.scheme AND g.region = l.region
	JOIN scheme AS c ON c.scheme = l.scheme
	JOIN area AS a ON a.area = l.leader
	WHERE l.dataset = :dataset AND l.edition = :edition
		AND l.scheme = 'm49' AND l.region = :region
	UNION ALL
	SELECT 7, 'Findings', CASE sum(NOT f.waived) > 0 WHEN 1
		THEN 'Open findings by severity: error '
			|| sum(f.severity = 'error' AND NOT f.waived)
			|| ', warning '
			|| sum(f.severity = 'warning' AND NOT f.waived)
			|| ', info '
			|| sum(f.severity = 'info' AND NOT f.waived) || '.'
		ELSE 'No finding is open.'
		END || CASE WHEN sum(f.waived) > 0
			THEN ' Waived: ' || sum(f.waived) || '.' ELSE '' END
	FROM finding AS f
	JOIN release AS r ON r.release_id = f.release_id
	WHERE r.dataset = :dataset AND r.state NOT IN ('superseded', 'held', 'aside')
)
SELECT topic, text FROM sentence WHERE text IS NOT NULL ORDER BY place, text;
