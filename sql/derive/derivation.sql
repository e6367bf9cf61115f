-- SPDX-License-Identifier: MIT
-- title: From which reading of which release derived rows were made
-- about: standings
-- unit: made: ISO 8601, UTC; ordinal: a number from 1
-- source: the current releases
--
-- All derived rows have a dataset and editions: standing, standing_edition,
-- region_standing and region_leader one, delta and rank_delta two (edition_from
-- and edition_to). By these derivation says where each came from.
--
-- 1. An edition with a current release has a row, also one that has no
--    standings.
-- 2. made is when it was derived, kosh by which version.
CREATE TABLE derivation (
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	release_id INTEGER NOT NULL,
	release TEXT NOT NULL,
	recipe TEXT,
	loaded TEXT NOT NULL,
	content TEXT,
	ordinal INTEGER NOT NULL,
	regime TEXT NOT NULL,
	rank_sign INTEGER NOT NULL,
	direction TEXT,                    -- NULL: no overall
	period TEXT NOT NULL,              -- as the edition names it
	made TEXT NOT NULL,                -- ISO 8601, UTC
	kosh TEXT NOT NULL,                -- its version
	PRIMARY KEY (dataset, edition)
) STRICT, WITHOUT ROWID;

-- for each dataset
INSERT INTO derivation (dataset, edition, release_id, release, recipe, loaded,
	content, ordinal, regime, rank_sign, direction, period, made, kosh)
SELECT r.dataset, r.edition, r.release_id, r.release, r.recipe, r.loaded,
	r.content, e.ordinal, e.regime, e.rank_sign, n.direction,
	e.period, :made, :kosh
FROM release AS r
CROSS JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
LEFT JOIN indicator AS n
	ON n.dataset = r.dataset AND n.edition = r.edition
		AND n.indicator = 'overall'
WHERE r.dataset = :dataset AND r.state = 'current';
