-- SPDX-License-Identifier: MIT
-- region_area: which areas lie in each region. region_changed: whether that is
-- something else than member and region give by now (a view of one row).
-- region_standing: every area's place in every region that it belongs to (a
-- view: ask for one edition and scheme, and only these are computed).
-- region_leader: who leads each region, and by how much.
--
-- 1. An area counts in its most specific region and in all regions above it.
-- 2. place is the area's competition rank inside the region, the best first:
--    by published rank; areas without one come after those with one, by score.
--    Areas with neither are left out.
-- 3. The leader is the area that stands first in the edition (standing.line):
--    the one with the best published rank, of equal ranks the one with the
--    better score, then the first by code; where no area of the region is
--    ranked, the one with the best score. The runner-up is the next in this
--    order.
-- 4. A better score is the higher one, or the lower one where the direction of
--    the edition's overall score says so. gap is by how much the leader's
--    score is better than the runner-up's; it is negative where the ranks do
--    not follow the scores.
-- 5. With fewer than two areas there is no runner-up and no gap; without both
--    scores there is no gap.
-- 6. areas is how many areas of the region are in region_standing.
-- 7. Places and leaders are by the regions of when they were derived; other
--    ones make them stale (derivation.sql).
-- Which release a row comes from says derivation, by its dataset and edition.
DROP VIEW IF EXISTS region_standing;
DROP VIEW IF EXISTS region_changed;
DROP VIEW IF EXISTS region_now;
CREATE VIEW region_now AS
WITH RECURSIVE above (scheme, region, upper) AS (
	SELECT scheme, region, region FROM region
	UNION
	SELECT a.scheme, a.region, g.parent
	FROM above AS a
	CROSS JOIN region AS g
		ON g.scheme = a.scheme AND g.region = a.upper
	WHERE g.parent IS NOT NULL
)
SELECT m.scheme, a.upper AS region, m.area
FROM member AS m
CROSS JOIN above AS a ON a.scheme = m.scheme AND a.region = m.region;

-- It lies in the order in which it is asked for, so that nothing has to be
-- sorted again for each edition.
DROP TABLE IF EXISTS region_area;
CREATE TABLE region_area (
	scheme TEXT NOT NULL,
	region TEXT NOT NULL,
	area TEXT NOT NULL,
	PRIMARY KEY (scheme, region, area)
) STRICT, WITHOUT ROWID;
INSERT INTO region_area (scheme, region, area)
SELECT scheme, region, area FROM region_now;

-- Neither has a row twice, so that counting tells.
CREATE VIEW region_changed (changed) AS
SELECT count(w.area) <> count(*)
	OR count(*) <> (SELECT count(*) FROM region_area)
FROM region_now AS n
LEFT JOIN region_area AS w
	ON w.scheme = n.scheme AND w.region = n.region AND w.area = n.area;

CREATE VIEW region_standing AS
SELECT s.dataset, s.edition, i.scheme, i.region, s.area, s.rank, s.score,
	rank() OVER (
		PARTITION BY s.dataset, s.edition, i.scheme, i.region
		ORDER BY s.rank IS NULL, t.rank_sign * s.rank,
			CASE WHEN s.rank IS NULL
				THEN CASE t.direction WHEN 'lower' THEN s.score
					ELSE -s.score END END) AS place
FROM standing AS s
JOIN standing_edition AS t ON t.dataset = s.dataset AND t.edition = s.edition
JOIN region_area AS i ON i.area = s.area
WHERE s.rank IS NOT NULL OR s.score IS NOT NULL;

DROP TABLE IF EXISTS region_leader;
CREATE TABLE region_leader (
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	scheme TEXT NOT NULL,
	region TEXT NOT NULL,
	leader TEXT NOT NULL,
	rank INTEGER,
	score REAL,
	runner_up TEXT,
	runner_up_score REAL,
	gap REAL,
	areas INTEGER NOT NULL,
	PRIMARY KEY (dataset, edition, scheme, region)
) STRICT, WITHOUT ROWID;

WITH best AS MATERIALIZED (
	SELECT e.dataset, e.edition, e.direction, i.scheme, i.region,
		min(s.line) AS line, count(*) AS areas
	FROM standing_edition AS e
	CROSS JOIN region_area AS i
	CROSS JOIN standing AS s
		ON s.dataset = e.dataset AND s.edition = e.edition
			AND s.area = i.area
	WHERE s.rank IS NOT NULL OR s.score IS NOT NULL
	GROUP BY e.dataset, e.edition, i.scheme, i.region
),
next AS (
	SELECT b.dataset, b.edition, b.direction, b.scheme, b.region, b.areas,
		b.line,
		(SELECT min(s.line)
		FROM region_area AS i
		CROSS JOIN standing AS s
			ON s.dataset = b.dataset AND s.edition = b.edition
				AND s.area = i.area
		WHERE i.scheme = b.scheme AND i.region = b.region
			AND s.line > b.line
			AND (s.rank IS NOT NULL OR s.score IS NOT NULL)
		) AS behind
	FROM best AS b
)
INSERT INTO region_leader (dataset, edition, scheme, region, leader, rank,
	score, runner_up, runner_up_score, gap, areas)
SELECT n.dataset, n.edition, n.scheme, n.region, a.area, a.rank, a.score,
	b.area, b.score,
	CASE n.direction WHEN 'lower' THEN b.score - a.score
		ELSE a.score - b.score END,
	n.areas
FROM next AS n
CROSS JOIN standing AS a
	ON a.dataset = n.dataset AND a.edition = n.edition AND a.line = n.line
LEFT JOIN standing AS b
	ON b.dataset = n.dataset AND b.edition = n.edition
		AND b.line = n.behind;
