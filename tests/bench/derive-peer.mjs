// SPDX-License-Identifier: MIT
// derive-peer.mjs WAY FILE [FIGURES.csv MEMBERS.csv]: what kosh-derive makes of
// overall ranks and scores, in DuckDB.
//
//   make   a database FILE of the figures (dataset, edition, ordinal, area,
//          rank, score) and of which area lies in which region (scheme, region,
//          area), in the order and with the numbered keys that are best for it
//   rows   standing, rank_delta and region_leader as kosh has them, as tables
//   simple ranks by score, LAG for deltas, the first of each region, as tables
//   bare   the same as simple, without tables: only sums are kept
//
// Prints the seconds from the first statement to the end of the checkpoint,
// without starting node and opening the file.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [what, file, figures, members] = process.argv.slice(2);
const from = process.env.DUCKDB_NODE || process.cwd();
const { DuckDBInstance } = await import(pathToFileURL(
	createRequire(`${from}/x.mjs`).resolve('@duckdb/node-api')).href);

const make = [
	`CREATE TEMP TABLE f AS SELECT * FROM read_csv('${figures}',
		types = {'dataset': 'VARCHAR', 'edition': 'VARCHAR'})`,
	`CREATE TEMP TABLE m AS SELECT * FROM read_csv('${members}')`,
	`CREATE TABLE dataset AS SELECT dataset AS name,
		row_number() OVER (ORDER BY dataset)::INTEGER AS d
		FROM (SELECT DISTINCT dataset FROM f)`,
	`CREATE TABLE area AS SELECT area AS name,
		row_number() OVER (ORDER BY area)::INTEGER AS a
		FROM (SELECT area FROM f UNION SELECT area FROM m)`,
	`CREATE TABLE region AS SELECT scheme, region AS name,
		row_number() OVER (ORDER BY scheme, region)::INTEGER AS g
		FROM (SELECT DISTINCT scheme, region FROM m)`,
	`CREATE TABLE figure AS SELECT (d * 1000 + ordinal)::INTEGER AS e, a,
		rank::INTEGER AS rank, score
		FROM f JOIN dataset AS d ON d.name = f.dataset
		JOIN area AS x ON x.name = f.area ORDER BY e, a`,
	`CREATE TABLE member AS SELECT a, g
		FROM m JOIN area AS x ON x.name = m.area
		JOIN region AS r ON r.scheme = m.scheme AND r.name = m.region`,
	'CHECKPOINT',
];

const rows = [
	`CREATE TABLE standing AS SELECT *,
		row_number() OVER (PARTITION BY e ORDER BY rank NULLS LAST,
			score DESC NULLS LAST, a) AS line
		FROM figure`,
	// neighbours: the editions of a dataset are numbered without gaps;
	// areas of one of the two only have a row, too
	`CREATE TABLE rank_delta AS
		WITH pair AS (
			SELECT coalesce(x.e, y.e - 1) AS e,
				coalesce(x.a, y.a) AS a,
				x.rank AS rank_from, y.rank AS rank_to,
				x.score AS score_from, y.score AS score_to,
				x.rank IS NOT NULL AND y.rank IS NOT NULL AS two
			FROM standing AS x
			FULL JOIN standing AS y ON y.e = x.e + 1 AND y.a = x.a
		)
		SELECT e, a, rank_from, rank_to, rank_from - rank_to AS delta,
			CASE WHEN two THEN rank() OVER (
				PARTITION BY e, two ORDER BY rank_from) END
				AS common_from,
			CASE WHEN two THEN rank() OVER (
				PARTITION BY e, two ORDER BY rank_to) END
				AS common_to,
			score_from, score_to, score_to - score_from AS score_delta
		FROM pair
		WHERE e IN (SELECT e FROM figure)
			AND e + 1 IN (SELECT e FROM figure)`,
	`CREATE TABLE region_leader AS
		SELECT e, g, arg_min(s.a, line, 2) AS leaders,
			arg_min(rank, line, 2) AS ranks,
			arg_min(score, line, 2) AS scores, count(*) AS areas
		FROM standing AS s JOIN member AS m ON m.a = s.a
		GROUP BY e, g`,
	'CHECKPOINT',
];

const ranked = `SELECT e, a, score,
	rank() OVER (PARTITION BY e ORDER BY score DESC) AS rank FROM figure`;
const change = `SELECT e, a,
	lag(rank) OVER w - rank AS delta, score - lag(score) OVER w AS change
	FROM ranked WINDOW w AS (PARTITION BY e // 1000, a ORDER BY e)`;
const first = `SELECT e, g, arg_min(s.a, rank) AS leader, count(*) AS areas
	FROM ranked AS s JOIN member AS m ON m.a = s.a GROUP BY e, g`;
const simple = [
	`CREATE TABLE ranked AS ${ranked}`,
	`CREATE TABLE change AS ${change}`,
	`CREATE TABLE leader AS ${first}`,
	'CHECKPOINT',
];
const bare = [
	`CREATE TEMP TABLE ranked AS ${ranked}`,
	`SELECT sum(delta), sum(change) FROM (${change})`,
	`SELECT count(*), sum(leader), sum(areas) FROM (${first})`,
];

const db = await DuckDBInstance.create(file);
const c = await db.connect();
const start = process.hrtime.bigint();
for (const sql of { make, rows, simple, bare }[what])
	await c.run(sql);
console.log(Number(process.hrtime.bigint() - start) / 1e9);
