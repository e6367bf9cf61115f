-- The aggregates over figures that pipeline/store/db.h tells of: miss, extent,
-- and those over the ranks and scores of a column, as in pipeline/store/miss.c,
-- extent.c and pairs.c. After statistics.sql.
--
-- 1. is_rank, is_before and mean may be a truth or a number.

-- ---- ranks and scores ----------------------------------------------------

DO $$
BEGIN
	CREATE TYPE kosh.figure AS (is_rank boolean, area text,
		value double precision);
EXCEPTION WHEN duplicate_object THEN
	NULL;
END
$$;

CREATE OR REPLACE FUNCTION kosh.figure_step(
	state kosh.figure[], is_rank boolean, area text,
	value double precision)
RETURNS kosh.figure[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN value IS NULL THEN state ELSE array_cat(state,
		ARRAY[ROW(coalesce(is_rank, false), coalesce(area, ''),
			value)::kosh.figure]) END
$$;

CREATE OR REPLACE FUNCTION kosh.figure_step(
	state kosh.figure[], is_rank bigint, area text, value double precision)
RETURNS kosh.figure[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN value IS NULL THEN state ELSE array_cat(state,
		ARRAY[ROW(coalesce(is_rank <> 0, false), coalesce(area, ''),
			value)::kosh.figure]) END
$$;

-- An area with its rank and its score.
CREATE OR REPLACE FUNCTION kosh.paired(state kosh.figure[])
RETURNS TABLE (area text, rank double precision, merit double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT f.area, pg_catalog.max(f.value) FILTER (WHERE f.is_rank),
		pg_catalog.max(f.value) FILTER (WHERE NOT f.is_rank)
	FROM unnest(state) AS f
	GROUP BY f.area
$$;

-- Those with a rank in its order, without those that have no score if scored
-- is set; before is the one before.
CREATE OR REPLACE FUNCTION kosh.lined_up(state kosh.figure[], scored boolean)
RETURNS TABLE (n bigint, area text, rank double precision,
	merit double precision, before text, rank_before double precision,
	merit_before double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT row_number() OVER w, p.area, p.rank, p.merit,
		lag(p.area) OVER w, lag(p.rank) OVER w, lag(p.merit) OVER w
	FROM (
		SELECT p.area, p.rank, coalesce(p.merit, '-Infinity') AS merit
		FROM kosh.paired(state) AS p
		WHERE p.rank IS NOT NULL
			AND NOT (scored AND p.merit IS NULL)
	) AS p
	WINDOW w AS (ORDER BY p.rank, p.merit DESC, p.area COLLATE "C")
$$;

CREATE OR REPLACE FUNCTION kosh.rises_end(state kosh.figure[])
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT count(*) FROM kosh.lined_up(state, true) AS q
	WHERE q.merit > q.merit_before
$$;

CREATE OR REPLACE FUNCTION kosh.unranked_end(state kosh.figure[])
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT count(*) FROM kosh.paired(state) AS p
	WHERE p.merit IS NOT NULL AND p.rank IS NULL
$$;

-- Of each pair that breaks the order the one that breaks it more often, or else
-- the better-ranked, and the place of it by its score.
CREATE OR REPLACE FUNCTION kosh.against_end(state kosh.figure[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	WITH line AS MATERIALIZED (
		SELECT * FROM kosh.lined_up(state, true)
	),
	broken AS MATERIALIZED (
		SELECT a.n AS better, b.n AS worse
		FROM line AS a
		JOIN line AS b ON b.rank > a.rank AND b.merit > a.merit
	),
	often AS MATERIALIZED (
		SELECT e.n, count(*) AS breaks
		FROM (
			SELECT better AS n FROM broken
			UNION ALL
			SELECT worse FROM broken
		) AS e
		GROUP BY e.n
	)
	SELECT '{' || coalesce(string_agg('"' || q.area || '":' || (
		SELECT 1 + count(*) FROM line AS o WHERE o.merit > q.merit
	), ',' ORDER BY q.n), '') || '}'
	FROM line AS q
	WHERE q.n IN (
		SELECT CASE WHEN w.breaks > b.breaks THEN w.n ELSE b.n END
		FROM broken AS x
		JOIN often AS b ON b.n = x.better
		JOIN often AS w ON w.n = x.worse
	)
$$;

CREATE OR REPLACE FUNCTION kosh.doubles_of(state kosh.figure[], scored boolean)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '{' || coalesce(string_agg(
		'"' || q.area || '":"' || q.before || '"', ',' ORDER BY q.n),
		'') || '}'
	FROM kosh.lined_up(state, scored) AS q
	WHERE q.rank <= q.rank_before
		AND NOT (scored AND q.merit >= q.merit_before)
$$;

CREATE OR REPLACE FUNCTION kosh.doubles_end(state kosh.figure[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.doubles_of(state, false)
$$;

CREATE OR REPLACE FUNCTION kosh.shares_end(state kosh.figure[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.doubles_of(state, true)
$$;

CREATE OR REPLACE FUNCTION kosh.ties_end(state kosh.figure[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '[' || coalesce(string_agg(
		'["' || q.before || '","' || q.area || '"]', ',' ORDER BY q.n),
		'') || ']'
	FROM kosh.lined_up(state, true) AS q
	WHERE q.merit = q.merit_before AND q.rank <> q.rank_before
$$;

-- The first on each rank, and how many shared the rank before.
CREATE OR REPLACE FUNCTION kosh.skips_end(state kosh.figure[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '[' || coalesce(string_agg('["' || r.area || '",'
		|| kosh.plain(r.rank) || ',' || kosh.plain(r.before) || ','
		|| r.sharing || ']', ',' ORDER BY r.rank), '') || ']'
	FROM (
		SELECT g.area, g.rank,
			coalesce(lag(g.rank) OVER w, 0) AS before,
			coalesce(lag(g.areas) OVER w, 1) AS sharing
		FROM (
			SELECT q.rank, count(*) AS areas,
				(array_agg(q.area ORDER BY q.n))[1] AS area
			FROM kosh.lined_up(state, false) AS q
			GROUP BY q.rank
		) AS g
		WINDOW w AS (ORDER BY g.rank)
	) AS r
	WHERE r.rank <> r.before + r.sharing
$$;

-- A number of JSON; of what is not finite null.
CREATE OR REPLACE FUNCTION kosh.json_number(x double precision)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(kosh.plain(x), 'null')
$$;

-- The one in the middle of values of which some may be infinite.
CREATE OR REPLACE FUNCTION kosh.middle_of(x double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN (
		SELECT kosh.quantile_of(array_agg(v ORDER BY v), 0.5)
		FROM unnest(x) AS v
	);
END
$$;

CREATE OR REPLACE FUNCTION kosh.moves_end(state kosh.figure[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN m.n = 0 THEN '[0]' ELSE '[' || m.n || ','
		|| least(m.values, 10) || ',' || kosh.json_number(m.middle)
		|| ',' || kosh.json_number((
			SELECT kosh.middle_of(array_agg(
				abs(kosh.plus(c, -m.middle))))
			FROM unnest(m.changes) AS c
		)) || ',' || kosh.json_number(kosh.plus(m.most, -m.least))
		|| ',' || kosh.json_number(m.fall)
		|| ',' || kosh.json_number(m.rise) || ']' END
	FROM (
		SELECT s.*, kosh.middle_of(s.changes) AS middle
		FROM (
			SELECT count(*) AS n,
				count(DISTINCT p.merit) AS values,
				pg_catalog.min(p.rank) AS least,
				pg_catalog.max(p.rank) AS most,
				pg_catalog.min(kosh.plus(p.merit, -p.rank))
					AS fall,
				pg_catalog.max(kosh.plus(p.merit, -p.rank))
					AS rise,
				array_agg(kosh.plus(p.merit, -p.rank))
					AS changes
			FROM kosh.paired(state) AS p
			WHERE p.rank IS NOT NULL AND p.merit IS NOT NULL
		) AS s
	) AS m
$$;

-- Each for a truth and for a number.
DO $$
DECLARE
	name text;
	kind text;
BEGIN
	FOREACH name IN ARRAY ARRAY['rises', 'unranked', 'against', 'doubles',
		'shares', 'ties', 'skips', 'moves']
	LOOP
		FOREACH kind IN ARRAY ARRAY['boolean', 'bigint'] LOOP
			EXECUTE 'CREATE OR REPLACE AGGREGATE kosh.' || name
				|| '(' || kind || ', text, double precision) ('
				|| 'sfunc = kosh.figure_step, '
				|| 'stype = kosh.figure[], initcond = ''{}'', '
				|| 'finalfunc = kosh.' || name || '_end)';
		END LOOP;
	END LOOP;
END
$$;

-- ---- wholes and their parts ----------------------------------------------

DO $$
BEGIN
	CREATE TYPE kosh.portion AS (is_mean boolean, area text, period text,
		weight double precision, value double precision);
EXCEPTION WHEN duplicate_object THEN
	NULL;
END
$$;

CREATE OR REPLACE FUNCTION kosh.miss_step(
	state kosh.portion[], is_mean boolean, area text, period text,
	weight double precision, value double precision)
RETURNS kosh.portion[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN value IS NULL THEN state ELSE array_cat(state,
		ARRAY[ROW(coalesce(is_mean, false), coalesce(area, ''),
			coalesce(period, ''), weight, value)::kosh.portion])
		END
$$;

CREATE OR REPLACE FUNCTION kosh.miss_step(
	state kosh.portion[], is_mean bigint, area text, period text,
	weight double precision, value double precision)
RETURNS kosh.portion[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.miss_step(
		state, is_mean <> 0, area, period, weight, value)
$$;

-- How far a whole is from what its parts make.
CREATE OR REPLACE FUNCTION kosh.distance(
	whole double precision, made double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN (
		SELECT CASE WHEN d.far > d.noise THEN d.far - d.noise ELSE 0 END
		FROM (
			SELECT abs(kosh.plus(whole, -made)) AS far,
				kosh.times(1e-12, kosh.plus(abs(whole), abs(made)))
					AS noise
		) AS d
	);
END
$$;

CREATE OR REPLACE FUNCTION kosh.miss_end(state kosh.portion[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT pg_catalog.max(kosh.distance(s.whole, s.made))
	FROM (
		SELECT kosh.finite(w.whole) AS whole, CASE
			WHEN NOT w.is_mean THEN w.parts
			WHEN w.weights <> 0
				THEN kosh.over(w.parts, w.weights) END AS made
		FROM (
			SELECT p.is_mean,
				pg_catalog.max(p.value) FILTER (
					WHERE p.weight IS NULL) AS whole,
				kosh.finite(kosh.sum_of(array_agg(p.product
					ORDER BY p.product) FILTER (
						WHERE p.weight IS NOT NULL)))
					AS parts,
				kosh.finite(kosh.sum_of(array_agg(p.weight
					ORDER BY p.weight) FILTER (
						WHERE p.weight IS NOT NULL)))
					AS weights
			FROM (
				SELECT p.*, kosh.times(p.weight, p.value)
					AS product
				FROM unnest(state) AS p
			) AS p
			GROUP BY p.area, p.period, p.is_mean
		) AS w
	) AS s
	WHERE s.whole IS NOT NULL AND s.made IS NOT NULL
$$;

CREATE OR REPLACE AGGREGATE kosh.miss(
	boolean, text, text, double precision, double precision) (
	sfunc = kosh.miss_step, stype = kosh.portion[], initcond = '{}',
	finalfunc = kosh.miss_end
);

CREATE OR REPLACE AGGREGATE kosh.miss(
	bigint, text, text, double precision, double precision) (
	sfunc = kosh.miss_step, stype = kosh.portion[], initcond = '{}',
	finalfunc = kosh.miss_end
);

-- ---- the figures of a column ---------------------------------------------

-- SQLite reads what does not fit a double as infinite.
CREATE OR REPLACE FUNCTION kosh.json_extreme(x double precision)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE x WHEN 'Infinity' THEN '9e999'
		WHEN '-Infinity' THEN '-9e999' ELSE kosh.json_number(x) END
$$;

-- Of place, value and sheet in turn; see correlations.sql. A figure has a
-- fraction if it is below 1e15 and no whole number; one that
-- rounds to no place at all has but noise, and its sheet is named all the same.
CREATE OR REPLACE FUNCTION kosh.extent_end(state double precision[])
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN (
		WITH figure AS MATERIALIZED (
			SELECT coalesce(state[3 * n + 1], 0) AS place,
				state[3 * n + 2] AS value,
				coalesce(state[3 * n + 3], 0)::bigint AS sheet
			FROM generate_series(0, cardinality(state) / 3 - 1) AS n
		),
		counted AS (
			SELECT f.sheet, kosh.places(f.value) AS places, count(*) AS n
			FROM figure AS f
			WHERE abs(f.value) < 1e15 AND trunc(f.value) <> f.value
			GROUP BY f.sheet, kosh.places(f.value)
		),
		page AS (
			SELECT c.sheet, '[' || c.sheet || ',[' || coalesce(string_agg(
				'[' || c.places || ',' || c.n || ']', ','
				ORDER BY c.places) FILTER (WHERE c.places > 0), '')
				|| ']]' AS text
			FROM counted AS c
			GROUP BY c.sheet
		)
		SELECT '[' || count(f.value) FILTER (WHERE f.place <= 0) || ','
			|| count(*) FILTER (WHERE f.place <= 0 AND f.value = 0) || ','
			|| count(*) FILTER (WHERE f.place > 0) || ','
			|| kosh.json_extreme(pg_catalog.min(f.value)) || ','
			|| kosh.json_extreme(pg_catalog.max(f.value)) || ',['
			|| coalesce((
				SELECT string_agg(p.text, ',' ORDER BY p.sheet)
				FROM page AS p
			), '') || ']]'
		FROM figure AS f
		HAVING cardinality(state) > 0
	);
END
$$;

CREATE OR REPLACE AGGREGATE kosh.extent(VARIADIC double precision[]) (
	sfunc = array_cat, stype = double precision[], initcond = '{}',
	finalfunc = kosh.extent_end
);
