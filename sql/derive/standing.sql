-- SPDX-License-Identifier: MIT
-- title: Where each area stands in each edition, by the current release
-- about: standings
-- unit: rank: places, counted from 1; score: the unit of the edition's overall
-- source: the published ranks and scores of each current release
--
-- 1. Only current releases count, of an edition the indicator 'overall', and
--    of a figure on several sheets place 0. An edition without overall has no
--    standings.
-- 2. rank and score are as published; NULL where the source gives none. An
--    area for which it gives neither is listed all the same.
-- 3. Where a release holds several periods, one of them is the edition's: see
--    the view overall in sql/schema/content.sql.
-- 4. A rank that is no whole number is none.
-- 5. line counts the areas of an edition from 1, each once: the better rank
--    first, those without one behind; then the better score first, those
--    without one behind; then by code. Every list of an edition stands in this
--    order.
-- 6. place is an area's competition rank (1, 2, 2, 4), the best first, by what
--    standing_edition.ranks says: published ranks, or computed ones where the
--    edition has none at all, by score. An area without it has no place.
-- Reads standing_edition.
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
	place INTEGER,
	PRIMARY KEY (dataset, edition, area)
) STRICT, WITHOUT ROWID;

-- for each dataset
INSERT INTO standing (dataset, edition, ordinal, regime, release_id, area,
	rank, score, line, place)
SELECT s.dataset, s.edition, s.ordinal, s.regime, s.release_id, s.area, s.rank,
	s.score,
	row_number() OVER (
		PARTITION BY s.dataset, s.edition
		ORDER BY s.rank IS NULL, s.rank_sign * s.rank, s.score IS NULL,
			CASE s.direction WHEN 'lower' THEN s.score
				ELSE -s.score END, s.area),
	CASE WHEN s.merit IS NOT NULL THEN rank() OVER (
		PARTITION BY s.dataset, s.edition
		ORDER BY s.merit NULLS LAST) END
FROM (
	SELECT t.dataset, t.edition, t.ordinal, t.regime, t.release_id,
		t.direction, t.rank_sign, x.area,
		CASE WHEN k.value = floor(k.value) AND abs(k.value) < 9.2e18
			THEN CAST(k.value AS INTEGER) END AS rank,
		v.value AS score,
		CASE WHEN t.ranks = 'computed'
			THEN CASE t.direction WHEN 'lower' THEN v.value
				ELSE -v.value END
			WHEN k.value = floor(k.value)
				AND abs(k.value) < 9.2e18
			THEN t.rank_sign * k.value END AS merit
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
	WHERE t.dataset = :dataset
		AND (k.area IS NOT NULL OR v.area IS NOT NULL)
) AS s;
