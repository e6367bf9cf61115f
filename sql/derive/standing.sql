-- SPDX-License-Identifier: MIT
-- standing: where each area stands in each edition, by the current release.
-- standing_edition: the editions that have one, counted in the order of time.
--
-- 1. Only current releases count, of an edition the indicator 'overall', and
--    of a figure on several sheets place 0. An edition without overall has no
--    standings.
-- 2. rank and score are as published; NULL where the source gives none. An
--    area for which it gives neither is listed all the same.
-- 3. Where a release holds several periods, one of them is the edition's: see
--    the view overall in sql/schema/content.sql.
-- 4. A rank that is no whole number is none.
-- 5. position counts the editions of a dataset that have standings from 1, so
--    that neighbours differ by 1 also where an edition is not loaded.
-- 6. line counts the areas of an edition from 1, each once: the better rank
--    first, those without one behind; then the better score first, those
--    without one behind; then by code. Every list of an edition stands in this
--    order.
-- 7. direction says which score is the better one; it is that of overall.
-- 8. rank_sign says which rank is: 1 where the best area is first, so that the
--    lesser rank is the better one; -1 where the worst is, and the greater is.
DROP TABLE IF EXISTS standing;
DROP TABLE IF EXISTS standing_edition;
CREATE TABLE standing (
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	regime TEXT NOT NULL,
	release_id INTEGER NOT NULL,
	area TEXT NOT NULL,
	rank INTEGER,
	score REAL,
	line INTEGER NOT NULL,
	PRIMARY KEY (dataset, edition, area),
	UNIQUE (dataset, edition, line)
) STRICT, WITHOUT ROWID;
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
	PRIMARY KEY (dataset, edition)
) STRICT, WITHOUT ROWID;

INSERT INTO standing_edition (dataset, edition, ordinal, position, regime,
	release_id, period, direction, rank_sign)
SELECT w.dataset, w.edition, e.ordinal,
	row_number() OVER (PARTITION BY w.dataset ORDER BY e.ordinal),
	e.regime, w.release_id, w.period, n.direction, e.rank_sign
FROM (
	SELECT dataset, edition, release_id, indicator_id, period
	FROM overall
	WHERE release_id IN (
		SELECT release_id FROM release WHERE state = 'current')
) AS w
CROSS JOIN edition AS e ON e.dataset = w.dataset AND e.edition = w.edition
CROSS JOIN indicator AS n ON n.indicator_id = w.indicator_id
WHERE w.period IS NOT NULL;

INSERT INTO standing (dataset, edition, ordinal, regime, release_id, area,
	rank, score, line)
SELECT s.dataset, s.edition, s.ordinal, s.regime, s.release_id, s.area, s.rank,
	s.score,
	row_number() OVER (
		PARTITION BY s.dataset, s.edition
		ORDER BY s.rank IS NULL, s.rank_sign * s.rank, s.score IS NULL,
			CASE s.direction WHEN 'lower' THEN s.score
				ELSE -s.score END, s.area)
FROM (
	SELECT t.dataset, t.edition, t.ordinal, t.regime, t.release_id,
		t.direction, t.rank_sign, x.area,
		CASE WHEN k.value = CAST(k.value AS INTEGER)
			THEN CAST(k.value AS INTEGER) END AS rank,
		v.value AS score
	FROM standing_edition AS t
	CROSS JOIN indicator AS n
		ON n.dataset = t.dataset AND n.edition = t.edition
			AND n.indicator = 'overall'
	CROSS JOIN area AS x
	LEFT JOIN observation AS k
		ON k.release_id = t.release_id
			AND k.indicator_id = n.indicator_id
			AND k.measure = 'rank' AND k.period = t.period
			AND k.area = x.area AND k.place = 0
	LEFT JOIN observation AS v
		ON v.release_id = t.release_id
			AND v.indicator_id = n.indicator_id
			AND v.measure = 'score' AND v.period = t.period
			AND v.area = x.area AND v.place = 0
	WHERE k.area IS NOT NULL OR v.area IS NOT NULL
) AS s;
