-- SPDX-License-Identifier: MIT
-- What sources say. Derived tables stand in sql/derive and never here.
--
-- 1. A release is the exact bytes of one edition's workbook, known by its
--    sha256. Releases are added, never changed or overwritten.
-- 2. Of an edition at most one release is current.
-- 3. value NULL means that the source gives none; it is never 0 for that.
-- 4. Every observation knows its sheet, its cell and the text as published.
--    place 0 is the cell that counts; the same figure on a further sheet has
--    place 1, 2, ...
-- 5. A release holds one period or many. One of them is the period of its
--    ranking: see the view overall.

CREATE TABLE dataset (
	dataset TEXT NOT NULL PRIMARY KEY,
	title TEXT NOT NULL,
	publisher TEXT NOT NULL,
	landing TEXT,
	licence TEXT,
	attribution TEXT,
	-- which end of the scores is the better one, where the edition or the
	-- indicator does not say otherwise
	direction TEXT NOT NULL CHECK (direction IN ('higher', 'lower'))
) STRICT, WITHOUT ROWID;

CREATE TABLE regime (
	dataset TEXT NOT NULL REFERENCES dataset,
	regime TEXT NOT NULL,
	title TEXT NOT NULL,
	PRIMARY KEY (dataset, regime)
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	ordinal INTEGER NOT NULL,          -- editions in order of time
	regime TEXT NOT NULL,
	areas INTEGER,                     -- how many the publisher ranks
	scale_min REAL,
	scale_max REAL,
	direction TEXT NOT NULL CHECK (direction IN ('higher', 'lower')),
	decimals INTEGER,                  -- published places of a score
	-- How areas with equal scores are ranked. sequential: no rank is
	-- shared; competition: 1, 2, 2, 4; hidden: by digits that are not
	-- published; none: there are no ranks, or they follow no rule.
	ties TEXT NOT NULL CHECK
		(ties IN ('sequential', 'competition', 'hidden', 'none')),
	ties_decimals INTEGER,             -- competition: scores rounded so
	period TEXT NOT NULL,              -- that of its ranking
	-- What becomes current: the newest release that its findings do not
	-- bar, or of those the one whose bytes the spec pins.
	promote TEXT NOT NULL DEFAULT 'newest-valid'
		CHECK (promote IN ('newest-valid', 'pinned')),
	-- What has rank 1: as a rule the best, of fragile states the worst. A
	-- rank times rank_sign is the less the better.
	first TEXT NOT NULL DEFAULT 'best' CHECK (first IN ('best', 'worst')),
	rank_sign INTEGER NOT NULL
		AS (CASE first WHEN 'worst' THEN -1 ELSE 1 END),
	PRIMARY KEY (dataset, edition),
	UNIQUE (dataset, ordinal),
	FOREIGN KEY (dataset, regime) REFERENCES regime
) STRICT, WITHOUT ROWID;

-- The tree of an edition. Areas are ranked by the indicator 'overall'; a tree
-- without it is a set of indicators. direction, decimals and scale are those
-- that hold for the indicator, whoever stated them. combine says how a node
-- follows from its children: mean (weighted, over those that are there), sum
-- (weighted, missing counts as 0), leaves (sum over all leaves below), none.
CREATE TABLE indicator (
	indicator_id INTEGER NOT NULL PRIMARY KEY,
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	indicator TEXT NOT NULL,
	parent TEXT,
	ordinal INTEGER NOT NULL,          -- depth-first order of the tree
	level INTEGER NOT NULL,            -- 0 has no parent
	label TEXT NOT NULL,
	weight REAL NOT NULL,              -- among its siblings
	combine TEXT NOT NULL
		CHECK (combine IN ('mean', 'sum', 'leaves', 'none')),
	direction TEXT NOT NULL CHECK (direction IN ('higher', 'lower')),
	decimals INTEGER,                  -- NULL: as many as there are
	unit TEXT,
	scale_min REAL,
	scale_max REAL,
	UNIQUE (dataset, edition, indicator),
	FOREIGN KEY (dataset, edition) REFERENCES edition,
	FOREIGN KEY (dataset, edition, parent)
		REFERENCES indicator (dataset, edition, indicator)
		DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE release (
	release_id INTEGER NOT NULL PRIMARY KEY,
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	release TEXT NOT NULL CHECK (length(release) = 64),
	-- held: valid, but not the bytes that the spec pins where that decides.
	-- aside: what the press quoted of a release that nobody has: it is never
	-- current, and no rule judges it.
	state TEXT NOT NULL CHECK (state IN ('staged', 'current', 'superseded',
		'quarantined', 'held', 'aside')),
	source TEXT NOT NULL DEFAULT 'workbook'
		CHECK (source IN ('workbook', 'press')),
	forced TEXT,                       -- why its findings do not bar it
	-- how many findings reached the bar when it was judged last
	barred INTEGER NOT NULL DEFAULT 0,
	-- The rule by which its workbook was refused (V103): then nothing was
	-- read of it, and nothing lets it become current.
	refused TEXT,
	published TEXT,                    -- as the spec says: 2024-02
	file TEXT,                         -- its official name
	url TEXT,                          -- its official address
	official INTEGER,                  -- 1: the bytes the spec pins; NULL: unpinned
	bytes INTEGER,
	fetched TEXT,                      -- first; ISO 8601, UTC
	again TEXT,                        -- last time a server came to have it
	-- What the server said when it gave these bytes; NULL where they were
	-- taken from a folder.
	final_url TEXT,
	status INTEGER,
	etag TEXT,
	last_modified TEXT,
	content_type TEXT,
	agent TEXT,                        -- what fetched it: kosh/0.1.0
	loaded TEXT NOT NULL,
	recipe TEXT,                       -- how it was read: another one reads anew
	-- A hash over what was read of it, without the places: the same for
	-- two releases that say the same.
	content TEXT CHECK (length(content) = 64),
	UNIQUE (dataset, edition, release),
	FOREIGN KEY (dataset, edition) REFERENCES edition
) STRICT;
CREATE UNIQUE INDEX one_current_release ON release (dataset, edition)
	WHERE state = 'current';

-- In which order the releases of an edition become current, by when each came:
-- first, and where the server went back to it, again. last is 1 for the later of
-- the two. Of those that may become current, the one with the least turn does.
--
-- 1. The one published last comes first. One without a known date counts as
--    later than any date.
-- 2. Of equal dates those that are vouched for come before others: the bytes
--    that the spec pins, and those that a server gave, also if they lay in a
--    folder first.
-- 3. Of these the one that came last comes first; those that nobody fetched
--    behind; and at last the one loaded last.
-- 4. Where the edition is promoted by what the spec pins, other bytes may not
--    become current; nor may what is aside or was refused; all others may.
-- It counts those before, which are few, instead of numbering all releases: who
-- asks about one edition reads no other.
CREATE VIEW release_coming (release_id, dataset, edition, again, undated,
	published, vouched, came) AS
SELECT r.release_id, r.dataset, r.edition,
	CASE WHEN k.again = 1 THEN r.again END,
	r.published IS NULL, coalesce(r.published, ''),
	r.official IS 1 OR r.status IS NOT NULL OR k.again = 1,
	coalesce(CASE WHEN k.again = 1 THEN r.again ELSE r.fetched END, '')
FROM release AS r
JOIN (SELECT 0 AS again UNION ALL SELECT 1) AS k
	ON k.again = 0 OR r.again IS NOT NULL;

CREATE VIEW release_turn (release_id, again, last, may, turn) AS
SELECT c.release_id, c.again, c.again IS r.again,
	r.state <> 'aside' AND r.refused IS NULL
		AND (e.promote <> 'pinned' OR r.official IS 1),
	1 + (
		SELECT count(*)
		FROM release_coming AS b
		WHERE b.dataset = c.dataset AND b.edition = c.edition
			AND (b.undated, b.published, b.vouched, b.came,
				b.release_id, b.again IS NOT NULL)
			> (c.undated, c.published, c.vouched, c.came,
				c.release_id, c.again IS NOT NULL))
FROM release_coming AS c
JOIN release AS r ON r.release_id = c.release_id
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition;

-- The same as it is now, by when each came last, of those that may become
-- current.
CREATE VIEW release_order (release_id, place) AS
SELECT release_id, turn FROM release_turn WHERE last AND may;

-- From when each release is known: ISO 8601, UTC.
--
-- 1. From when it was fetched, or if nobody did, loaded; or from the end of the
--    day, month or year that it was published in, whichever is earlier.
-- 2. What was published at no such date ('spring 2024') has none.
-- 3. The spec's date is that of the bytes that it pins, or else of those that
--    came first under a name: others replaced them at a time that nobody told.
-- 4. What the press printed is known from its date on, whenever it was written
--    down here, and again after a figure was corrected.
CREATE VIEW release_known (release_id, known) AS
SELECT release_id, min(had, coalesce(published, had))
FROM (
	SELECT r.release_id, coalesce(r.fetched, r.loaded) AS had,
		CASE WHEN r.source <> 'press' AND EXISTS (
				SELECT 1
				FROM release AS b
				WHERE b.dataset = r.dataset
					AND b.edition = r.edition
					AND b.file = r.file
					AND b.release_id <> r.release_id
					AND r.official IS NOT 1
					AND (b.official IS 1
						OR (coalesce(b.fetched, b.loaded),
							b.release_id)
						< (coalesce(r.fetched, r.loaded),
							r.release_id)))
			THEN NULL
			WHEN r.published GLOB '[0-9][0-9][0-9][0-9]'
			THEN r.published || '-12-31'
			WHEN r.published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'
			THEN date(r.published || '-01', '+1 month', '-1 day')
			WHEN r.published GLOB
				'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
			THEN date(r.published)
			END || 'T23:59:59Z' AS published
	FROM release AS r
) AS k;

-- The releases that count as of a moment, by from when they are known: of those
-- of an edition that were known then the one with the least place was current.
--
-- 1. A release that is staged, quarantined, held or aside does not count.
-- 2. The one that is current today comes first, then the others that may become
--    so, in their release_turn.
-- 3. What the server went back to has two rows: until it did so, it stood where
--    its first coming had put it.
CREATE VIEW release_counting (release_id, dataset, edition, known, place) AS
SELECT r.release_id, r.dataset, r.edition, coalesce(t.again, w.known),
	CASE WHEN r.state = 'current' AND t.last THEN 0 ELSE t.turn END
FROM release AS r
JOIN release_known AS w ON w.release_id = r.release_id
JOIN release_turn AS t ON t.release_id = r.release_id
WHERE r.state = 'current' OR (r.state = 'superseded' AND t.may);

-- One row in a database that was made of another one with what was known at a
-- moment; none elsewhere. Nothing is loaded into such a database.
CREATE TABLE as_of (
	as_of TEXT NOT NULL PRIMARY KEY,   -- as it was asked for: 2026-01-05
	moment TEXT NOT NULL,              -- the last second that counts
	log_line INTEGER,                  -- log_head of the other one
	log_hash TEXT,
	log_run TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE area (
	area TEXT NOT NULL PRIMARY KEY CHECK (length(area) = 3),
	iso2 TEXT,
	m49 TEXT,
	name TEXT NOT NULL,
	kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scheme (
	scheme TEXT NOT NULL PRIMARY KEY,
	title TEXT NOT NULL,
	source TEXT NOT NULL,
	dated TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE region (
	scheme TEXT NOT NULL REFERENCES scheme,
	region TEXT NOT NULL,
	name TEXT NOT NULL,
	parent TEXT,
	PRIMARY KEY (scheme, region)
) STRICT, WITHOUT ROWID;

-- An area's most specific region; it belongs to the regions above as well.
CREATE TABLE member (
	scheme TEXT NOT NULL,
	area TEXT NOT NULL REFERENCES area,
	region TEXT NOT NULL,
	PRIMARY KEY (scheme, area),
	FOREIGN KEY (scheme, region) REFERENCES region
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet (
	sheet_id INTEGER NOT NULL PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE label (
	label_id INTEGER NOT NULL PRIMARY KEY,
	label TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE observation (
	release_id INTEGER NOT NULL REFERENCES release ON DELETE CASCADE,
	indicator_id INTEGER NOT NULL REFERENCES indicator,
	-- SQLite would build a table for each row to check an IN of three
	measure TEXT NOT NULL CHECK
		(measure = 'score' OR measure = 'rank' OR measure = 'raw'),
	period TEXT NOT NULL,
	area TEXT NOT NULL REFERENCES area,
	place INTEGER NOT NULL,
	value REAL,
	raw TEXT NOT NULL,                 -- '' where the cell is blank
	sheet_id INTEGER NOT NULL REFERENCES sheet,
	cell TEXT NOT NULL,
	label_id INTEGER NOT NULL REFERENCES label,
	PRIMARY KEY (release_id, indicator_id, measure, period, area, place)
) STRICT, WITHOUT ROWID;

-- Of each release the indicator that its areas are ranked by, and the period
-- of that ranking. A release whose tree has no 'overall' has no row; period is
-- NULL where the release gives neither a score nor a rank for it.
--
-- 1. It is the edition's own period, if that has a value; else the last one
--    that has a score, or else a rank. So a column of next year's blanks does
--    not count, nor one of the ranks of the year before.
-- 2. Periods stand in the order of the year that they end with or else begin
--    with: 1983-84, 2017-2018 and Jan.1981-Aug. 1982 are of 1983, 2018 and
--    1982. Of one year the year alone is the last, then text decides.
-- 3. A year is 1000 to 2999. Periods without one, such as 9999, come before
--    all others.
--
-- The number in it is SCHEMA_TEXTS of store/schema.h: whose views a file has.
CREATE VIEW overall (release_id, dataset, edition, indicator_id, period) AS
-- texts 1
SELECT r.release_id, r.dataset, r.edition, n.indicator_id, (
		SELECT p.period
		FROM (
			SELECT o.period, o.period = e.period AS own,
				max(o.value IS NOT NULL) AS given,
				max(o.value IS NOT NULL
					AND o.measure = 'score') AS scored,
				CASE WHEN substr(o.period, -4)
						GLOB '[12][0-9][0-9][0-9]'
					THEN substr(o.period, -4)
					WHEN o.period
						GLOB '[12][0-9][0-9][0-9]*'
					THEN substr(o.period, 1, 4)
					END AS year
			FROM observation AS o
			WHERE o.release_id = r.release_id
				AND o.indicator_id = n.indicator_id
				AND o.measure IN ('rank', 'score')
			GROUP BY o.period
		) AS p
		ORDER BY p.given DESC, p.own DESC, p.scored DESC, p.year DESC,
			p.period = p.year DESC, p.period DESC
		LIMIT 1
	)
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
JOIN indicator AS n
	ON n.dataset = r.dataset AND n.edition = r.edition
		AND n.indicator = 'overall';

-- Averages of many areas that publishers print beside their figures: the lines
-- of the file that the spec names. What is said of a region is no observation,
-- which has an area.
CREATE TABLE average (
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	file TEXT NOT NULL,                -- the workbook, by its official name
	sheet TEXT NOT NULL,
	cell TEXT NOT NULL,
	scheme TEXT,                       -- NULL: of all areas that it ranks
	region TEXT,
	indicator TEXT NOT NULL,
	period TEXT,                       -- NULL: that of its ranking
	value REAL NOT NULL,
	raw TEXT NOT NULL,
	areas INTEGER,                     -- of how many, if it says so
	line INTEGER NOT NULL,             -- of the file
	CHECK ((scheme IS NULL) = (region IS NULL)),
	PRIMARY KEY (dataset, edition, file, sheet, cell),
	FOREIGN KEY (dataset, edition) REFERENCES edition ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What somebody accepts: the lines of raw/DATASET/waivers.csv at the last
-- validation, or since then at a reading anew that they decided. place says of which findings; edition is its edition, NULL where
-- it speaks of all.
CREATE TABLE waiver (
	waiver_id INTEGER NOT NULL PRIMARY KEY,
	dataset TEXT NOT NULL,
	rule TEXT NOT NULL,
	place TEXT NOT NULL,
	edition TEXT,
	who TEXT NOT NULL,
	why TEXT NOT NULL,
	until TEXT NOT NULL,               -- the last day that it holds
	line INTEGER NOT NULL,             -- of the file
	UNIQUE (dataset, rule, place)
) STRICT;

-- What a rule found. stage 'extract': on the cells, comes with the release;
-- stage 'validate': on the tables, replaced at each validation. fingerprint
-- and what follows are written by a validation; before it a finding is open, but
-- for those of a current release that was read anew with errors, all waived.
CREATE TABLE finding (
	finding_id INTEGER NOT NULL PRIMARY KEY,
	stage TEXT NOT NULL CHECK (stage IN ('extract', 'validate')),
	rule TEXT NOT NULL,
	severity TEXT NOT NULL
		CHECK (severity IN ('error', 'warning', 'info')),
	release_id INTEGER NOT NULL REFERENCES release ON DELETE CASCADE,
	indicator TEXT,
	measure TEXT,
	area TEXT,
	label TEXT,
	period TEXT,
	sheet TEXT,
	cell TEXT,                         -- A1 or A1:B2
	raw TEXT,
	expected TEXT,
	actual TEXT,
	cells INTEGER NOT NULL DEFAULT 1,  -- how many cells it speaks of
	message TEXT NOT NULL,
	fingerprint TEXT CHECK (length(fingerprint) = 32),
	-- the waiver that speaks of it, and whether it held then
	waiver_id INTEGER REFERENCES waiver ON DELETE SET NULL,
	waived INTEGER NOT NULL DEFAULT 0 CHECK (waived IN (0, 1))
) STRICT;
CREATE INDEX finding_of_release ON finding (release_id);
CREATE INDEX finding_of_waiver ON finding (waiver_id)
	WHERE waiver_id IS NOT NULL;

-- With what each release was compared when kosh-run judged it last, and on what
-- basis. As long as that holds it need not be judged anew; none for what was
-- read or judged by hand since. See sql/rules/compare.sql.
CREATE TABLE judged (
	release_id INTEGER NOT NULL PRIMARY KEY REFERENCES release
		ON DELETE CASCADE,
	basis TEXT NOT NULL,               -- the spec, the rules, the version
	before_id INTEGER,                 -- as in the table compared
	last_id INTEGER,
	top INTEGER,                       -- as in the table sound
	wide INTEGER NOT NULL              -- 1: it has figures of other years
) STRICT;

-- When each finding was first seen. It outlives the finding, which is replaced
-- whenever its release is read or validated. fingerprint is a hash of the
-- release, the rule and the place, so that other words make no other finding.
CREATE TABLE finding_seen (
	fingerprint TEXT NOT NULL PRIMARY KEY CHECK (length(fingerprint) = 32),
	seen TEXT NOT NULL,                -- ISO 8601, UTC
	run TEXT,                          -- in which run; NULL: nobody said
	waived TEXT                        -- by what last, as the log has it
) STRICT, WITHOUT ROWID;

-- When each workbook of a spec was last asked for, and what came of it. It
-- outlives the releases: a server that says "not modified" makes none.
CREATE TABLE source (
	dataset TEXT NOT NULL,
	edition TEXT NOT NULL,
	file TEXT NOT NULL,                -- the official name
	url TEXT,                          -- NULL: taken from a folder
	checked TEXT NOT NULL,             -- ISO 8601, UTC
	outcome TEXT NOT NULL
		CHECK (outcome IN ('new', 'unchanged', 'failed')),
	status INTEGER,                    -- of HTTP; NULL: no answer
	message TEXT,                      -- why it failed
	answered TEXT,                     -- last time that it did not fail
	changed TEXT,                      -- last time that it gave other bytes
	release TEXT,                      -- what it gave then
	-- what to ask with the next time, of that release
	etag TEXT,
	last_modified TEXT,
	PRIMARY KEY (dataset, edition, file)
) STRICT, WITHOUT ROWID;

-- What happened and is not in the log yet. A row is written by the transaction
-- that did it and moved to the log behind it, so that the two cannot disagree:
-- what was not committed is not logged, what was committed is.
CREATE TABLE event (
	event_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	-- by which it is found in the log, whichever database it came from
	id TEXT NOT NULL DEFAULT (lower(hex(randomblob(8)))),
	time TEXT NOT NULL,                -- ISO 8601, UTC
	actor TEXT NOT NULL,               -- a JSON object
	event TEXT NOT NULL,               -- load, promote, quarantine, ...
	dataset TEXT,
	edition TEXT,
	release TEXT,
	detail TEXT NOT NULL DEFAULT '{}'  -- a JSON object
) STRICT;

-- The last line of the log that this database knows of; one row or none.
CREATE TABLE log_head (
	line INTEGER NOT NULL PRIMARY KEY, -- counted from 1
	hash TEXT NOT NULL CHECK (length(hash) = 64),
	time TEXT NOT NULL,                -- when it was written
	run TEXT                           -- of whose run; NULL: nobody said
) STRICT, WITHOUT ROWID;

-- What the last run of a dataset was made from, so that the next one knows
-- whether there is anything to do. sha256 NULL: there was no such file.
CREATE TABLE run_input (
	dataset TEXT NOT NULL,
	path TEXT NOT NULL,
	sha256 TEXT,
	PRIMARY KEY (dataset, path)
) STRICT, WITHOUT ROWID;

-- What is derived in this database: the tables and views of sql/derive, and the
-- metrics of users, as they were when they were made. Other texts by now make
-- all of it stale.
CREATE TABLE metric (
	metric TEXT NOT NULL PRIMARY KEY,
	ordinal INTEGER NOT NULL,          -- what is built upon comes first
	own INTEGER NOT NULL CHECK (own IN (0, 1)), -- 1: a user's
	text TEXT NOT NULL,                -- its file
	-- 1: no dataset has its rows yet, while a transaction goes on
	due INTEGER NOT NULL DEFAULT 0 CHECK (due IN (0, 1))
) STRICT, WITHOUT ROWID;
