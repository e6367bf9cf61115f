-- SPDX-License-Identifier: MIT
-- title: The editions that have standings, counted in the order of time
-- about: standings
-- unit: position: numbers from 1
-- source: the published ranks and scores of each current release
--
-- 1. Only current releases count, and of an edition the indicator 'overall'. An
--    edition without overall, or with neither a score nor a rank in it, has no
--    standings.
-- 2. Where a release holds several periods, one of them is the edition's: see
--    the view overall in sql/schema/content.sql.
-- 3. position counts the editions of a dataset that have standings from 1, so
--    that neighbours differ by 1 also where an edition is not loaded.
-- 4. direction says which score is the better one; it is that of overall.
-- 5. rank_sign says which rank is: 1 where the best area is first, so that the
--    lesser rank is the better one; -1 where the worst is, and the greater is.
-- 6. ranks says what areas are placed by: 'published' ranks where the edition
--    has any, or else 'computed' ones, by score.
CREATE TABLE standing_edition (
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	position INTEGER NOT NULL,
	regime TEXT NOT NULL,
	release_id INTEGER NOT NULL,
	period TEXT NOT NULL,
	direction TEXT NOT NULL CHECK (direction IN ('higher', 'lower')),
	rank_sign INTEGER NOT NULL CHECK (rank_sign IN (1, -1)),
	ranks TEXT NOT NULL CHECK (ranks IN ('published', 'computed')),
	PRIMARY KEY (dataset, edition)
) STRICT, WITHOUT ROWID;

-- for each dataset
INSERT INTO standing_edition (dataset, edition, ordinal, position, regime,
	release_id, period, direction, rank_sign, ranks)
SELECT w.dataset, w.edition, e.ordinal,
	row_number() OVER (PARTITION BY w.dataset ORDER BY e.ordinal),
	e.regime, w.release_id, w.period, n.direction, e.rank_sign,
	CASE WHEN EXISTS (
		SELECT 1 FROM observation AS o
		WHERE o.release_id = w.release_id
			AND o.indicator_id = w.indicator_id
			AND o.measure = 'rank' AND o.period = w.period
			AND o.place = 0
			AND o.value = floor(o.value)
			AND abs(o.value) < 9.2e18)
		THEN 'published' ELSE 'computed' END
FROM (
	SELECT dataset, edition, release_id, indicator_id, period
	FROM overall
	WHERE release_id IN (
		SELECT release_id FROM release
		WHERE dataset = :dataset AND state = 'current')
) AS w
CROSS JOIN edition AS e ON e.dataset = w.dataset AND e.edition = w.edition
CROSS JOIN indicator AS n ON n.indicator_id = w.indicator_id
WHERE w.period IS NOT NULL;
