-- SPDX-License-Identifier: MIT
-- What the head of a region's page says: one row.
--
-- 1. The leader and the runner-up are those of sql/derive/region_leader.sql;
--    gap is by how much the better end the leader's score is from the other's.
-- 2. members is how many areas lie in the region, areas how many of them have a
--    rank or a score in the edition, scores how many have a score.
-- 3. The figures of the world are those of all areas of the edition.
WITH near AS MATERIALIZED (
	SELECT s.score
	FROM region_area AS i
	JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
			AND s.area = i.area
	WHERE i.scheme = :scheme AND i.region = :region
),
world AS MATERIALIZED (
	SELECT score FROM standing
	WHERE dataset = :dataset AND edition = :edition
)
SELECT area_name(a.area, a.name) AS leader,
	CASE e.ranks WHEN 'published' THEN l.rank ELSE s.place END AS rank,
	l.score, area_name(b.area, b.name) AS runner_up, round(l.gap, :decimals) AS gap, l.areas,
	(SELECT count(*) FROM region_area AS i
	WHERE i.scheme = :scheme AND i.region = :region) AS members,
	n.scores, n.mean, n.median, n.least, n.most, w.scores AS world_scores,
	w.mean AS world_mean, w.median AS world_median, w.least AS world_least,
	w.most AS world_most, e.direction = 'lower' AS lower, e.period,
	e.ranks = 'computed' AS computed, d.ties,
	spoken('scheme', c.title) AS scheme, o.scale_min, o.scale_max
FROM region_leader AS l
JOIN standing_edition AS e ON e.dataset = l.dataset AND e.edition = l.edition
JOIN edition AS d ON d.dataset = l.dataset AND d.edition = l.edition
JOIN standing AS s
	ON s.dataset = l.dataset AND s.edition = l.edition AND s.area = l.leader
JOIN scheme AS c ON c.scheme = l.scheme
JOIN indicator AS o
	ON o.dataset = l.dataset AND o.edition = l.edition
		AND o.indicator = 'overall'
JOIN area AS a ON a.area = l.leader
LEFT JOIN area AS b ON b.area = l.runner_up
CROSS JOIN (SELECT count(score) AS scores, avg(score) AS mean,
	median(score) AS median, min(score) AS least, max(score) AS most
	FROM near) AS n
CROSS JOIN (SELECT count(score) AS scores, avg(score) AS mean,
	median(score) AS median, min(score) AS least, max(score) AS most
	FROM world) AS w
WHERE l.dataset = :dataset AND l.edition = :edition AND l.scheme = :scheme
	AND l.region = :region
ORDER BY l.leader;
