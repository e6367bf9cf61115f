-- SPDX-License-Identifier: MIT
-- What a database takes of another one, origin, to answer as of a moment, but
-- for the observations and findings. Reads asked (as_of, moment, dataset).
--
-- 1. Of each edition one release is taken, as its current one: of those known
--    at the moment the first one in release_counting.
-- 2. Editions of which nothing was known then are left out, and so are the
--    regimes and datasets of which none is left.
-- 3. Where a dataset is asked for, others are left out.
-- 4. What the spec says of an edition, the areas and the regions are those of
--    today.
-- 5. The head of the log is kept beside the moment: the log of the database that
--    is made is another one.
-- 6. The metrics of users are those of today.
-- Foreign keys must be off: what refers comes before what is left out.
INSERT INTO main.as_of (as_of, moment, log_line, log_hash, log_run)
SELECT k.as_of, k.moment, h.line, h.hash, h.run
FROM temp.asked AS k
LEFT JOIN origin.log_head AS h;

INSERT INTO main.dataset (dataset, title, publisher, landing, licence,
	attribution, direction)
SELECT d.dataset, d.title, d.publisher, d.landing, d.licence, d.attribution,
	d.direction
FROM temp.asked AS k
JOIN origin.dataset AS d ON k.dataset IS NULL OR d.dataset = k.dataset;

INSERT INTO main.regime (dataset, regime, title)
SELECT g.dataset, g.regime, g.title
FROM main.dataset AS d
JOIN origin.regime AS g ON g.dataset = d.dataset;

INSERT INTO main.edition (dataset, edition, ordinal, regime, areas, scale_min,
	scale_max, direction, decimals, ties, ties_decimals, period, promote,
	first)
SELECT e.dataset, e.edition, e.ordinal, e.regime, e.areas, e.scale_min,
	e.scale_max, e.direction, e.decimals, e.ties, e.ties_decimals, e.period,
	e.promote, e.first
FROM main.dataset AS d
JOIN origin.edition AS e ON e.dataset = d.dataset;

INSERT INTO main.release (release_id, dataset, edition, release, state,
	published, file, url, official, bytes, fetched, again, final_url,
	status, etag, last_modified, content_type, agent, loaded, recipe,
	content, forced, barred)
SELECT r.release_id, r.dataset, r.edition, r.release, r.state, r.published,
	r.file, r.url, r.official, r.bytes, r.fetched, r.again, r.final_url,
	r.status, r.etag, r.last_modified, r.content_type, r.agent, r.loaded,
	r.recipe, r.content, r.forced, r.barred
FROM main.dataset AS d
JOIN origin.release AS r ON r.dataset = d.dataset;

CREATE TEMP TABLE chosen AS
SELECT release_id
FROM (
	SELECT c.release_id, row_number() OVER (
			PARTITION BY c.dataset, c.edition
			ORDER BY c.place) AS choice
	FROM temp.asked AS k
	JOIN main.release_counting AS c ON c.known <= k.moment
)
WHERE choice = 1;

DELETE FROM main.release
WHERE release_id NOT IN (SELECT release_id FROM temp.chosen);
UPDATE main.release SET state = 'current';
DELETE FROM main.edition
WHERE (dataset, edition) NOT IN (SELECT dataset, edition FROM main.release);
DELETE FROM main.regime
WHERE (dataset, regime) NOT IN (SELECT dataset, regime FROM main.edition);
DELETE FROM main.dataset
WHERE dataset NOT IN (SELECT dataset FROM main.edition);

INSERT INTO main.indicator (indicator_id, dataset, edition, indicator, parent,
	ordinal, level, label, weight, combine, direction, decimals, unit,
	scale_min, scale_max)
SELECT n.indicator_id, n.dataset, n.edition, n.indicator, n.parent, n.ordinal,
	n.level, n.label, n.weight, n.combine, n.direction, n.decimals, n.unit,
	n.scale_min, n.scale_max
FROM main.edition AS e
JOIN origin.indicator AS n ON n.dataset = e.dataset AND n.edition = e.edition;

INSERT INTO main.average (dataset, edition, file, sheet, cell, scheme, region,
	indicator, period, value, raw, areas, line)
SELECT a.dataset, a.edition, a.file, a.sheet, a.cell, a.scheme, a.region,
	a.indicator, a.period, a.value, a.raw, a.areas, a.line
FROM main.edition AS e
JOIN origin.average AS a ON a.dataset = e.dataset AND a.edition = e.edition;

INSERT INTO main.area (area, iso2, m49, name, kind)
SELECT area, iso2, m49, name, kind FROM origin.area;
INSERT INTO main.scheme (scheme, title, source, dated)
SELECT scheme, title, source, dated FROM origin.scheme;
INSERT INTO main.region (scheme, region, name, parent)
SELECT scheme, region, name, parent FROM origin.region;
INSERT INTO main.member (scheme, area, region)
SELECT scheme, area, region FROM origin.member;
INSERT INTO main.sheet (sheet_id, name)
SELECT sheet_id, name FROM origin.sheet;
INSERT INTO main.label (label_id, label)
SELECT label_id, label FROM origin.label;

INSERT INTO main.metric (metric, ordinal, own, text)
SELECT metric, ordinal, own, text FROM origin.metric WHERE own = 1;

DROP TABLE temp.chosen;
