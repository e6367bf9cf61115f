-- SPDX-License-Identifier: MIT
-- How each edition stands: releases, which is current, when it was asked for
-- DATASET...
--
-- Printed by kosh-status. Parameters, as JSON: :wanted, the workbooks of the
-- specs (dataset, edition, place, file, url, hours); :stored, the lines of
-- kosh.lock (dataset, edition, release, fetched); and :now, ISO 8601.
--
-- 1. state is the worst of an edition's workbooks: broken, the last answer was
--    none; stale, there was none for more than so many hours; fresh. An edition
--    of which no workbook has an address is taken by hand: then it is manual.
-- 2. releases counts those of the store and of the database, each once.
-- 3. checked is when a server was last asked, or a folder looked at; changed
--    is when it last gave other bytes than before, by the database or else by
--    the lock.
-- 4. waiting says what is there and does not count: new, seen by
--    kosh-fetch --check and not taken; unread, in the store and not in the
--    database; staged, quarantined, held; aside, what the press printed.
-- 5. current is the release by the first twelve digits of its sha256.
-- 6. An edition without a single release is listed too.
-- 7. barred says of each release in quarantine how many findings barred it, and
--    what the first of them is, the worst before others; forced of each release
--    that counts, or would, whatever was found in it, why.
-- Order: as the datasets were asked for, then as the spec has the editions.
WITH wanted AS MATERIALIZED (
	SELECT value ->> 'dataset' AS dataset, value ->> 'edition' AS edition,
		CAST(value ->> 'place' AS INTEGER) AS place,
		value ->> 'file' AS file,
		nullif(value ->> 'url', '') AS url,
		CAST(value ->> 'hours' AS INTEGER) AS hours
	FROM json_each(:wanted)
),
stored AS MATERIALIZED (
	SELECT value ->> 'dataset' AS dataset, value ->> 'edition' AS edition,
		value ->> 'release' AS release, value ->> 'fetched' AS fetched
	FROM json_each(:stored)
),
asked AS (
	SELECT w.dataset, w.edition, s.checked, s.message, s.changed,
		s.outcome = 'new' AND s.changed IS NOT s.checked AS news,
		CASE WHEN w.url IS NULL THEN 0
			WHEN s.outcome = 'failed' THEN 3
			WHEN s.answered IS NULL OR (julianday(:now)
				- julianday(s.answered)) * 24 > w.hours
			THEN 2 ELSE 1 END AS badness
	FROM wanted AS w
	LEFT JOIN source AS s
		ON s.dataset = w.dataset AND s.edition = w.edition
			AND s.file = w.file
			AND (s.url IS w.url OR s.url IS NULL)
),
known AS (
	SELECT dataset, edition, release FROM stored
	UNION
	SELECT dataset, edition, release FROM release
)
SELECT w.dataset, w.edition,
	(
		SELECT CASE max(a.badness) WHEN 3 THEN 'broken'
			WHEN 2 THEN 'stale' WHEN 1 THEN 'fresh'
			ELSE 'manual' END
		FROM asked AS a
		WHERE a.dataset = w.dataset AND a.edition = w.edition
	) AS state,
	(
		SELECT count(*)
		FROM known AS k
		WHERE k.dataset = w.dataset AND k.edition = w.edition
	) AS releases,
	substr(r.release, 1, 12) AS current,
	r.published,
	(
		SELECT max(a.checked)
		FROM asked AS a
		WHERE a.dataset = w.dataset AND a.edition = w.edition
	) AS checked,
	coalesce((
		SELECT max(a.changed)
		FROM asked AS a
		WHERE a.dataset = w.dataset AND a.edition = w.edition
	), (
		SELECT max(t.fetched)
		FROM stored AS t
		WHERE t.dataset = w.dataset AND t.edition = w.edition
	)) AS changed,
	(
		SELECT nullif(group_concat(x.n || ' ' || x.what, ', '), '')
		FROM (
			SELECT sum(a.news) AS n, 'new' AS what
			FROM asked AS a
			WHERE a.dataset = w.dataset AND a.edition = w.edition
			UNION ALL
			SELECT count(DISTINCT t.release), 'unread'
			FROM stored AS t
			WHERE t.dataset = w.dataset AND t.edition = w.edition
				AND NOT EXISTS (
					SELECT 1
					FROM release AS l
					WHERE l.dataset = t.dataset
						AND l.edition = t.edition
						AND l.release = t.release)
			UNION ALL
			SELECT count(*), l.state || CASE l.source
				WHEN 'press' THEN ': press' ELSE '' END
			FROM release AS l
			WHERE l.dataset = w.dataset AND l.edition = w.edition
				AND l.state IN ('aside', 'held', 'quarantined',
					'staged')
			GROUP BY l.state, l.source
		) AS x
		WHERE x.n > 0
	) AS waiting,
	(
		SELECT a.message
		FROM asked AS a
		WHERE a.dataset = w.dataset AND a.edition = w.edition
			AND a.badness = 3
		ORDER BY a.message
		LIMIT 1
	) AS message,
	(
		SELECT group_concat(q.said, '; ')
		FROM (
			SELECT substr(l.release, 1, 12) || ': ' || l.barred
					|| CASE l.barred WHEN 1 THEN ' finding'
						ELSE ' findings' END
					|| coalesce(', the first ' || f.rule
						|| ': ' || f.message, '')
					AS said
			FROM release AS l
			LEFT JOIN finding AS f ON f.finding_id = (
				SELECT x.finding_id
				FROM finding AS x
				WHERE x.release_id = l.release_id
					AND NOT x.waived
				ORDER BY CASE x.severity WHEN 'error' THEN 0
					WHEN 'warning' THEN 1 ELSE 2 END,
					x.rule, x.finding_id
				LIMIT 1)
			WHERE l.dataset = w.dataset AND l.edition = w.edition
				AND l.state = 'quarantined'
			ORDER BY l.release_id
		) AS q
	) AS barred,
	(
		SELECT group_concat(q.said, '; ')
		FROM (
			SELECT substr(l.release, 1, 12) || ': ' || l.forced
					AS said
			FROM release AS l
			WHERE l.dataset = w.dataset AND l.edition = w.edition
				AND l.forced IS NOT NULL
				AND l.state <> 'superseded'
			ORDER BY l.release_id
		) AS q
	) AS forced
FROM (
	SELECT dataset, edition, min(place) AS place
	FROM wanted
	GROUP BY dataset, edition
) AS w
LEFT JOIN release AS r
	ON r.dataset = w.dataset AND r.edition = w.edition
		AND r.state = 'current'
ORDER BY w.place;
