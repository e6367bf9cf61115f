-- SPDX-License-Identifier: MIT
-- title: Whether derived rows are what would be derived now
-- about: standings
-- unit: made: ISO 8601, UTC
-- source: derivation, the current releases
--
-- 1. state is 'fresh' where the edition's current release is the one that its
--    rows were made from and was not read anew since (its recipe, when it was
--    loaded and what it says are the same), and what ranks its areas is as it
--    was: direction, regime, which end has rank 1, its place among the
--    editions; and where it has standings the period that it names and the
--    regions (region_changed).
-- 2. Else it is 'stale', and why says what changed, the weightiest first.
-- 3. An edition with a current release and no row in derivation is stale, and
--    so is a row whose edition has no current release.
-- 4. release is what the rows were made from, now what is current; each is NULL
--    where there is none.
-- It reads what is known of editions and releases, and no figures: to ask of
-- all datasets takes time by the number of their editions.
CREATE VIEW derived AS
SELECT dataset, edition, release, made, kosh,
	CASE WHEN why IS NULL THEN 'fresh' ELSE 'stale' END AS state, why, now
FROM (
	SELECT k.dataset, k.edition, d.release, d.made, d.kosh,
		r.release AS now,
		CASE WHEN d.release_id IS NULL THEN 'not derived yet'
			WHEN r.release_id IS NULL THEN 'no release is current'
			WHEN r.release_id <> d.release_id
			THEN 'another release is current'
			WHEN r.recipe IS NOT d.recipe OR r.loaded <> d.loaded
				OR r.content IS NOT d.content
			THEN 'the release was read anew'
			WHEN t.position IS NOT NULL AND e.period <> d.period
			THEN 'areas are ranked in another period'
			WHEN e.regime <> d.regime OR e.ordinal <> d.ordinal
				OR e.rank_sign <> d.rank_sign
				OR d.direction IS NOT (
					SELECT n.direction FROM indicator AS n
					WHERE n.dataset = e.dataset
						AND n.edition = e.edition
						AND n.indicator = 'overall')
			THEN 'the edition is described anew'
			WHEN t.position IS NOT NULL
				AND (SELECT changed FROM region_changed)
			THEN 'the regions are others'
			END AS why
	FROM (
		SELECT dataset, edition FROM edition
		UNION ALL
		SELECT o.dataset, o.edition
		FROM derivation AS o
		WHERE NOT EXISTS (
			SELECT 1 FROM edition AS x
			WHERE x.dataset = o.dataset AND x.edition = o.edition)
	) AS k
	LEFT JOIN edition AS e
		ON e.dataset = k.dataset AND e.edition = k.edition
	LEFT JOIN derivation AS d
		ON d.dataset = k.dataset AND d.edition = k.edition
	LEFT JOIN standing_edition AS t
		ON t.dataset = k.dataset AND t.edition = k.edition
	LEFT JOIN release AS r
		ON r.dataset = k.dataset AND r.edition = k.edition
			AND r.state = 'current'
	WHERE d.release_id IS NOT NULL OR r.release_id IS NOT NULL
) AS k;
