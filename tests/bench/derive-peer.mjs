// SPDX-License-Identifier: MIT
// derive-peer.mjs MAKE|RUN FILE WAY [FIGURES.csv MEMBERS.csv]: what kosh-derive
// does of overall scores, in DuckDB.
//
//   make   a database FILE of the figures (dataset, edition, ordinal, area,
//          rank, score) and of which area lies in which region
//   rows   standing, rank_delta and region_leader as kosh has them, as tables
//   simple ranks by score, LAG for deltas, the first of each region, as tables
//   bare   the same as simple, without tables: only sums are kept
//
// Prints the milliseconds from the first statement to the end of the
// checkpoint, without starting node and opening the file.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [what, file, figures, members] = process.argv.slice(2);
const from = process.env.DUCKDB_NODE || process.cwd();
const { DuckDBInstance } = await import(pathToFileURL(
	createRequire(`${from}/x.mjs`).resolve('@duckdb/node-api')).href);

const standing = `
SELECT dataset, edition, ordinal, area, rank, score,
	row_number() OVER (PARTITION BY dataset, edition
		ORDER BY rank NULLS LAST, score DESC NULLS LAST, area) AS line
FROM figure`;
// Areas of one of two neighbours only have a row, too.
const delta = `
WITH neighbour AS (
	SELECT dataset, edition, lead(edition) OVER (PARTITION BY dataset
		ORDER BY ordinal) AS behind
	FROM (SELECT DISTINCT dataset, edition, ordinal FROM standing)
),
a AS (
	SELECT s.dataset, s.edition, n.behind, s.area, s.rank, s.score
	FROM standing AS s
	JOIN neighbour AS n ON n.dataset = s.dataset AND n.edition = s.edition
	WHERE n.behind IS NOT NULL
),
b AS (
	SELECT s.dataset, n.edition, s.edition AS behind, s.area, s.rank,
		s.score
	FROM standing AS s
	JOIN neighbour AS n ON n.dataset = s.dataset AND n.behind = s.edition
),
pair AS (
	SELECT dataset, edition AS edition_from, behind AS edition_to, area,
		a.rank AS rank_from, b.rank AS rank_to, a.score AS score_from,
		b.score AS score_to,
		a.rank IS NOT NULL AND b.rank IS NOT NULL AS both_ranked
	FROM a FULL JOIN b USING (dataset, edition, behind, area)
),
counted AS (
	SELECT *,
		rank() OVER (PARTITION BY dataset, edition_from, both_ranked
			ORDER BY rank_from) AS place_from,
		rank() OVER (PARTITION BY dataset, edition_from, both_ranked
			ORDER BY rank_to) AS place_to
	FROM pair
)
SELECT dataset, edition_from, edition_to, area, rank_from, rank_to,
	rank_from - rank_to AS delta,
	CASE WHEN both_ranked THEN place_from END AS common_from,
	CASE WHEN both_ranked THEN place_to END AS common_to,
	CASE WHEN both_ranked THEN place_from - place_to END AS common_delta,
	score_from, score_to, score_to - score_from AS score_delta
FROM counted`;
const leader = `
WITH placed AS (
	SELECT s.dataset, s.edition, m.scheme, m.region, s.area, s.rank,
		s.score, row_number() OVER w AS place,
		lead(s.area) OVER w AS runner_up,
		lead(s.score) OVER w AS runner_up_score,
		count(*) OVER (PARTITION BY s.dataset, s.edition, m.scheme,
			m.region) AS areas
	FROM standing AS s
	JOIN member AS m ON m.area = s.area
	WINDOW w AS (PARTITION BY s.dataset, s.edition, m.scheme, m.region
		ORDER BY s.line)
)
SELECT dataset, edition, scheme, region, area AS leader, rank, score,
	runner_up, runner_up_score, score - runner_up_score AS gap, areas
FROM placed
WHERE place = 1`;
const simple = `
SELECT dataset, edition, ordinal, area, score,
	rank() OVER (PARTITION BY dataset, edition ORDER BY score DESC) AS rank
FROM figure`;
const simpleDelta = `
SELECT dataset, edition, area,
	lag(rank) OVER w - rank AS delta, score - lag(score) OVER w AS change
FROM ranked
WINDOW w AS (PARTITION BY dataset, area ORDER BY ordinal)`;
const simpleLeader = `
SELECT s.dataset, s.edition, m.scheme, m.region,
	min(s.rank) AS rank, arg_min(s.area, (s.rank, s.area)) AS leader,
	count(*) AS areas
FROM ranked AS s
JOIN member AS m ON m.area = s.area
GROUP BY ALL`;

const ways = {
	make: [
		`CREATE TABLE figure AS SELECT * FROM read_csv('${figures}',
			types = {'dataset': 'VARCHAR', 'edition': 'VARCHAR'})
			ORDER BY dataset, edition, area`,
		`CREATE TABLE member AS SELECT * FROM read_csv('${members}')`,
		'CHECKPOINT',
	],
	rows: [
		`CREATE OR REPLACE TABLE standing AS ${standing}`,
		`CREATE OR REPLACE TABLE rank_delta AS ${delta}`,
		`CREATE OR REPLACE TABLE region_leader AS ${leader}`,
		'CHECKPOINT',
	],
	simple: [
		`CREATE OR REPLACE TABLE ranked AS ${simple}`,
		`CREATE OR REPLACE TABLE change AS ${simpleDelta}`,
		`CREATE OR REPLACE TABLE first AS ${simpleLeader}`,
		'CHECKPOINT',
	],
	bare: [
		`CREATE OR REPLACE TEMP TABLE ranked AS ${simple}`,
		`SELECT count(*), sum(delta), sum(change) FROM (${simpleDelta})`,
		`SELECT count(*), sum(rank), max(leader) FROM (${simpleLeader})`,
	],
};

const db = await DuckDBInstance.create(file);
const c = await db.connect();
const start = process.hrtime.bigint();
for (const sql of ways[what])
	await c.run(sql);
console.log(Number(process.hrtime.bigint() - start) / 1e6);
if (process.env.ROWS)
	for (const sql of process.env.ROWS.split(';'))
		console.log((await c.runAndReadAll(sql)).getRows());
