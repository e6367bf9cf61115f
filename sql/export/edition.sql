-- SPDX-License-Identifier: MIT
-- What the report is about: one row.
--
-- 1. It is :edition, or the newest one: the last in order of time that has
--    standings. The edition before it is the one before in that order.
-- 2. Where no edition has any (no tree has an 'overall'), ranked is 0, and the
--    newest is the last that has a current release; there is none before.
-- 3. before is NULL where there is one edition only; comparable is then NULL
--    too, else whether the two belong to one regime.
-- 4. decimals is how many places of a score are shown: those of the edition;
--    where it states none, as many as its scores have, four at the most.
-- 5. worst_first is 1 where the worst area is first; computed ranks count from
--    the best.
-- 6. as_of is the moment that the database is as of, as it was asked for.
-- 7. computed names the newest edition and the one before as far as their ranks
--    are computed, since they publish none at all; else it is NULL.
WITH issue AS (
	SELECT dataset, edition, release_id, position, 1 AS ranked, ranks
	FROM standing_edition
	WHERE dataset = :dataset
	UNION ALL
	SELECT e.dataset, e.edition, r.release_id, e.ordinal, 0, NULL
	FROM edition AS e
	JOIN release AS r
		ON r.dataset = e.dataset AND r.edition = e.edition
			AND r.state = 'current'
	WHERE e.dataset = :dataset AND NOT EXISTS (
		SELECT 1 FROM standing_edition AS x WHERE x.dataset = :dataset)
),
-- What is said of it is worked out of this one alone.
this AS MATERIALIZED (
	SELECT dataset, edition, release_id, position, ranked, ranks
	FROM issue
	WHERE :edition IS NULL OR edition = :edition
	ORDER BY position DESC
	LIMIT 1
)
SELECT d.title, d.publisher, d.landing, d.licence, d.attribution,
	e.edition, b.edition AS before, spoken('regime', g.title) AS regime,
	CASE WHEN b.edition IS NULL THEN NULL
		WHEN b.regime = e.regime THEN 'yes' ELSE 'no' END AS comparable,
	CASE WHEN e.decimals IS NULL
		THEN (SELECT min(4, max(decimals(s.score)))
			FROM standing AS s
			WHERE s.dataset = e.dataset AND s.edition = e.edition)
		ELSE min(e.decimals, 9) END AS decimals,
	CASE WHEN t.ranked
		THEN (SELECT count(*) FROM standing AS s
			WHERE s.dataset = e.dataset AND s.edition = e.edition)
		ELSE (SELECT count(DISTINCT o.area) FROM observation AS o
			WHERE o.release_id = t.release_id) END AS areas,
	t.ranked, e.first = 'worst' AND t.ranks = 'published' AS worst_first,
	(SELECT a.as_of FROM as_of AS a) AS as_of,
	CASE WHEN t.ranks = 'computed' AND b.ranks = 'computed'
		THEN b.edition || ', ' || e.edition
		WHEN t.ranks = 'computed' THEN e.edition
		WHEN b.ranks = 'computed' THEN b.edition END AS computed
FROM dataset AS d
JOIN this AS t ON t.dataset = d.dataset
JOIN edition AS e ON e.dataset = t.dataset AND e.edition = t.edition
JOIN regime AS g ON g.dataset = e.dataset AND g.regime = e.regime
LEFT JOIN standing_edition AS b
	ON t.ranked AND b.dataset = t.dataset AND b.position = t.position - 1
WHERE d.dataset = :dataset;
