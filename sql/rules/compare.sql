-- SPDX-License-Identifier: MIT
-- Which releases are compared with which, and which need not be judged anew.
-- Reads checked (release_id), takes out of it what is spared, and remembered: the
-- rows of the table judged about these that were made on the same basis. Leaves
-- tables that rules read as they need:
--
--   spared       the releases that were taken out of checked
--   sound        the releases of these datasets that others are compared with,
--                in the order of their edition (turn); top is 1 for the one
--                that stands for its edition
--   compared     for each release to look at the release of its edition that it
--                replaces (before_id), the top one of the edition before
--                (last_id), and whether these editions may be compared
--   known        of each release, spared or not, what is remembered of it
--
-- 1. Nothing is compared with a release that has an error on its cells which no
--    waiver covers, unless it was forced, nor with one that is aside. It may be
--    looked at all the same. What was refused is compared with nothing and
--    nothing with it: there is nothing in it.
-- 2. Releases of an edition stand in the order of release_turn, whatever became
--    of them: a validation finds the same when it is repeated. Top is the first
--    of those that may become current, or else the first. A release replaces
--    the next one that may: under promote pinned none that is held.
-- 3. The edition before is the last one with a sound release. An edition whose
--    period names no year is before none and behind none: the editions of some
--    datasets are no issues in time.
-- 4. A release is spared if it is remembered and compared with the same releases
--    as then, which are remembered too: what is read anew is not, nor is what
--    was judged on another basis.
-- 5. One with figures of other years is held against all editions before its own
--    (V702): it is spared only if none of them has a release that is new, was
--    read anew or came to stand for its edition since, or does no more.
-- 6. One that lacks all figures of an indicator (V107) is not: any release may
--    have them by now. What else rules ask of other releases, of the time or of
--    waivers, they ask of all, spared or not: the rules V9.
CREATE TEMP TABLE sound (
	release_id INTEGER NOT NULL,
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	ordinal INTEGER NOT NULL,
	regime TEXT NOT NULL,
	dated INTEGER NOT NULL,
	turn INTEGER NOT NULL,
	may INTEGER NOT NULL,
	top INTEGER NOT NULL,
	PRIMARY KEY (dataset, ordinal, turn)
) STRICT, WITHOUT ROWID;
INSERT INTO sound (release_id, dataset, edition, ordinal, regime, dated, turn,
	may, top)
SELECT r.release_id, r.dataset, r.edition, e.ordinal, e.regime,
	CASE WHEN e.period GLOB '*[12][0-9][0-9][0-9]*' THEN 1
		ELSE 0 END, t.turn, CASE WHEN t.may THEN 1 ELSE 0 END,
	CASE row_number() OVER (
		PARTITION BY r.dataset, r.edition
		ORDER BY t.may DESC, t.turn) WHEN 1 THEN 1 ELSE 0 END
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
JOIN release_turn AS t ON t.release_id = r.release_id AND t.last
WHERE r.dataset IN (
		SELECT x.dataset FROM checked AS c
		JOIN release AS x ON x.release_id = c.release_id)
	AND r.state <> 'aside' AND r.refused IS NULL
	AND (r.forced IS NOT NULL OR NOT EXISTS (
		SELECT 1 FROM finding AS f
		WHERE f.release_id = r.release_id AND f.stage = 'extract'
			AND f.severity = 'error' AND f.waived = 0));

CREATE TEMP TABLE compared (
	release_id INTEGER NOT NULL PRIMARY KEY,
	before_id INTEGER,
	last_id INTEGER,
	one_regime INTEGER NOT NULL
) STRICT;
INSERT INTO compared (release_id, before_id, last_id, one_regime)
SELECT c.release_id, (
		SELECT s.release_id FROM sound AS s
		WHERE s.dataset = r.dataset AND s.ordinal = e.ordinal
			AND s.turn > t.turn AND s.may = 1
		ORDER BY s.turn
		LIMIT 1),
	p.release_id, CASE WHEN p.regime = e.regime THEN 1 ELSE 0 END
FROM checked AS c
JOIN release AS r ON r.release_id = c.release_id
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
JOIN release_turn AS t ON t.release_id = r.release_id AND t.last
LEFT JOIN sound AS p
	ON p.dataset = r.dataset AND p.top = 1 AND p.ordinal = (
		SELECT max(s.ordinal) FROM sound AS s
		WHERE s.dataset = r.dataset AND s.ordinal < e.ordinal
			AND s.dated = 1)
		AND e.period GLOB '*[12][0-9][0-9][0-9]*'
WHERE r.refused IS NULL;

CREATE TEMP TABLE known (
	release_id INTEGER NOT NULL PRIMARY KEY,
	ordinal INTEGER NOT NULL,
	before_id INTEGER,
	last_id INTEGER,
	judged INTEGER NOT NULL,
	settled INTEGER NOT NULL,
	same INTEGER NOT NULL,
	wide INTEGER NOT NULL
) STRICT;
INSERT INTO known (release_id, ordinal, before_id, last_id, judged, settled,
	same, wide)
SELECT c.release_id, e.ordinal, b.before_id, b.last_id,
	CASE WHEN j.release_id IS NULL THEN 0 ELSE 1 END,
	CASE WHEN j.release_id IS NULL OR j.top IS DISTINCT FROM s.top THEN 0
		ELSE 1 END,
	CASE WHEN j.before_id IS DISTINCT FROM b.before_id
		OR j.last_id IS DISTINCT FROM b.last_id THEN 0
		ELSE 1 END,
	coalesce(j.wide, 1)
FROM checked AS c
JOIN release AS r ON r.release_id = c.release_id
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
LEFT JOIN remembered AS j ON j.release_id = c.release_id
LEFT JOIN compared AS b ON b.release_id = c.release_id
LEFT JOIN sound AS s
	ON s.dataset = r.dataset AND s.ordinal = e.ordinal
		AND s.release_id = c.release_id;

CREATE TEMP TABLE spared (release_id INTEGER NOT NULL PRIMARY KEY) STRICT;
INSERT INTO spared (release_id)
SELECT k.release_id
FROM known AS k
WHERE k.judged = 1 AND k.same = 1
	AND NOT EXISTS (
		SELECT 1 FROM known AS x
		WHERE x.release_id IN (k.before_id, k.last_id)
			AND x.judged = 0)
	AND (k.wide = 0 OR k.ordinal <= coalesce((
		SELECT min(x.ordinal) FROM known AS x
		WHERE x.settled = 0), k.ordinal))
	AND NOT EXISTS (
		SELECT 1 FROM finding AS f
		WHERE f.release_id = k.release_id AND f.rule = 'V107');
DELETE FROM checked
WHERE release_id IN (SELECT release_id FROM spared);
DELETE FROM compared
WHERE release_id IN (SELECT release_id FROM spared);
