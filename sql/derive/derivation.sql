-- SPDX-License-Identifier: MIT
-- derivation: from which reading of which release the derived rows of each
-- edition were made, when, and by which kosh.
-- derived: the same, and whether they are what would be derived now.
--
-- All derived rows have a dataset and editions: standing, standing_edition,
-- region_standing and region_leader one, delta and rank_delta two (edition_from
-- and edition_to). By these derivation says where each came from.
--
-- 1. An edition with a current release has a row in derivation, also one that
--    has no standings.
-- 2. state is 'fresh' where the edition's current release is that one and was
--    not read anew since (its recipe, when it was loaded and what it says are
--    the same), and what ranks its areas is as it was: period, direction,
--    regime, which end has rank 1, its place among the editions; and where it
--    has standings the regions are as they were (region_changed).
-- 3. Else it is 'stale', and why says what changed, the weightiest first.
-- 4. An edition with a current release and no row in derivation is stale, and
--    so is a row whose edition has no current release.
-- 5. release is what the rows were made from, now what is current; each is NULL
--    where there is none.
-- Reads stamp (made, kosh).
DROP TABLE IF EXISTS derivation;
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
	period TEXT,                       -- NULL: no standings
	made TEXT NOT NULL,                -- ISO 8601, UTC
	kosh TEXT NOT NULL,                -- its version
	PRIMARY KEY (dataset, edition)
) STRICT, WITHOUT ROWID;

INSERT INTO derivation (dataset, edition, release_id, release, recipe, loaded,
	content, ordinal, regime, rank_sign, direction, period, made, kosh)
SELECT r.dataset, r.edition, r.release_id, r.release, r.recipe, r.loaded,
	r.content, e.ordinal, e.regime, e.rank_sign, n.direction,
	(SELECT o.period FROM overall AS o WHERE o.release_id = r.release_id),
	k.made, k.kosh
FROM temp.stamp AS k
CROSS JOIN release AS r
CROSS JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
LEFT JOIN indicator AS n
	ON n.dataset = r.dataset AND n.edition = r.edition
		AND n.indicator = 'overall'
WHERE r.state = 'current';

DROP VIEW IF EXISTS derived;
CREATE VIEW derived AS
SELECT dataset, edition, release, made, kosh,
	CASE WHEN why IS NULL THEN 'fresh' ELSE 'stale' END AS state, why, now
FROM (
	SELECT e.dataset, e.edition, d.release, d.made, d.kosh,
		r.release AS now,
		CASE WHEN d.release_id IS NULL THEN 'not derived yet'
			WHEN r.release_id IS NULL THEN 'no release is current'
			WHEN r.release_id <> d.release_id
			THEN 'another release is current'
			WHEN r.recipe IS NOT d.recipe OR r.loaded <> d.loaded
				OR r.content IS NOT d.content
			THEN 'the release was read anew'
			WHEN d.period IS NOT (
				SELECT o.period FROM overall AS o
				WHERE o.release_id = r.release_id)
			THEN 'areas are ranked in another period'
			WHEN e.regime <> d.regime OR e.ordinal <> d.ordinal
				OR e.rank_sign <> d.rank_sign
				OR d.direction IS NOT (
					SELECT n.direction FROM indicator AS n
					WHERE n.dataset = e.dataset
						AND n.edition = e.edition
						AND n.indicator = 'overall')
			THEN 'the edition is described anew'
			WHEN d.period IS NOT NULL
				AND (SELECT changed FROM region_changed)
			THEN 'the regions are others'
			END AS why
	FROM edition AS e
	LEFT JOIN derivation AS d
		ON d.dataset = e.dataset AND d.edition = e.edition
	LEFT JOIN release AS r
		ON r.dataset = e.dataset AND r.edition = e.edition
			AND r.state = 'current'
	WHERE d.release_id IS NOT NULL OR r.release_id IS NOT NULL
);
