-- SPDX-License-Identifier: MIT
-- title: Who leads each region, and by how much
-- about: regions
-- unit: gap: the unit of the edition's overall; rank: places
-- source: standing, region_area
--
-- 1. An area counts in its most specific region and in all regions above it.
-- 2. An area's place in the region (region_standing) is its competition rank
--    there, the best first: by published rank; areas without one come after
--    those with one, by score. Areas with neither are left out.
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
-- 7. Leaders are by the regions of when they were derived; other ones make them
--    stale (derived).
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

-- for each dataset
WITH best AS MATERIALIZED (
	SELECT e.dataset, e.edition, e.direction, i.scheme, i.region,
		min(s.line) AS line, count(*) AS areas
	FROM standing_edition AS e
	CROSS JOIN region_area AS i
	CROSS JOIN standing AS s
		ON s.dataset = e.dataset AND s.edition = e.edition
			AND s.area = i.area
	WHERE e.dataset = :dataset
		AND (s.rank IS NOT NULL OR s.score IS NOT NULL)
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
