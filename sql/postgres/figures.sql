-- The aggregates over figures that pipeline/store/db.h tells of: miss, extent,
-- and those over the ranks and scores of a column, as in pipeline/store/miss.c,
-- extent.c and pairs.c. After statistics.sql.
--
-- 1. is_rank, is_before and mean may be a truth or a number.
-- 2. What is gathered is a text, a line for a figure: the server copies a state
--    for each row, which takes a text no time, while an array is taken apart
--    and put together, so that a column would take the square of its length.
--    The brackets keep it from being copied once for each piece of the line.

-- ---- ranks and scores ----------------------------------------------------

CREATE OR REPLACE FUNCTION kosh.figure_step(
	state text, is_rank boolean, area text, value double precision)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	IF value IS NULL THEN
		RETURN state;
	END IF;
	RETURN state || (E'\n' || CASE WHEN is_rank THEN '1' ELSE '0' END
		|| E'\t' || value || E'\t' || coalesce(area, ''));
END
$$;

CREATE OR REPLACE FUNCTION kosh.figure_step(
	state text, is_rank bigint, area text, value double precision)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN kosh.figure_step(state, is_rank <> 0, area, value);
END
$$;

-- An area with its rank and its score.
CREATE OR REPLACE FUNCTION kosh.paired(state text)
RETURNS TABLE (area text, rank double precision, merit double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 200 AS $$
	SELECT f.part[3], pg_catalog.max(f.part[2]::double precision)
			FILTER (WHERE f.part[1] = '1'),
		pg_catalog.max(f.part[2]::double precision)
			FILTER (WHERE f.part[1] = '0')
	FROM (
		SELECT string_to_array(line, E'\t') AS part
		FROM unnest(string_to_array(state, E'\n')) AS line
		WHERE line <> ''
	) AS f
	GROUP BY f.part[3]
$$;

-- Those with a rank in its order, without those that have no score if scored
-- is set; before is the one before.
CREATE OR REPLACE FUNCTION kosh.lined_up(state text, scored boolean)
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

CREATE OR REPLACE FUNCTION kosh.rises_end(state text)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT count(*) FROM kosh.lined_up(state, true) AS q
	WHERE q.merit > q.merit_before
$$;

CREATE OR REPLACE FUNCTION kosh.unranked_end(state text)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT count(*) FROM kosh.paired(state) AS p
	WHERE p.merit IS NOT NULL AND p.rank IS NULL
$$;

-- Of each pair that breaks the order the one that breaks it more often, or else
-- the better-ranked, and the place of it by its score.
CREATE OR REPLACE FUNCTION kosh.against_end(state text)
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

CREATE OR REPLACE FUNCTION kosh.doubles_of(state text, scored boolean)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '{' || coalesce(string_agg(
		'"' || q.area || '":"' || q.before || '"', ',' ORDER BY q.n),
		'') || '}'
	FROM kosh.lined_up(state, scored) AS q
	WHERE q.rank <= q.rank_before
		AND NOT (scored AND q.merit >= q.merit_before)
$$;

CREATE OR REPLACE FUNCTION kosh.doubles_end(state text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.doubles_of(state, false)
$$;

CREATE OR REPLACE FUNCTION kosh.shares_end(state text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.doubles_of(state, true)
$$;

CREATE OR REPLACE FUNCTION kosh.ties_end(state text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '[' || coalesce(string_agg(
		'["' || q.before || '","' || q.area || '"]', ',' ORDER BY q.n),
		'') || ']'
	FROM kosh.lined_up(state, true) AS q
	WHERE q.merit = q.merit_before AND q.rank <> q.rank_before
$$;

-- The first on each rank, and how many shared the rank before.
CREATE OR REPLACE FUNCTION kosh.skips_end(state text)
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

CREATE OR REPLACE FUNCTION kosh.moves_end(state text)
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
				|| 'stype = text, initcond = '''', '
				|| 'finalfunc = kosh.' || name || '_end)';
		END LOOP;
	END LOOP;
END
$$;

-- ---- wholes and their parts ----------------------------------------------

CREATE OR REPLACE FUNCTION kosh.miss_step(
	state text, is_mean boolean, area text, period text,
	weight double precision, value double precision)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	IF value IS NULL THEN
		RETURN state;
	END IF;
	RETURN state || (E'\n' || CASE WHEN is_mean THEN '1' ELSE '0' END
		|| E'\t' || value || E'\t' || coalesce(weight::text, '')
		|| E'\t' || coalesce(area, '') || E'\t'
		|| coalesce(period, ''));
END
$$;

CREATE OR REPLACE FUNCTION kosh.miss_step(
	state text, is_mean bigint, area text, period text,
	weight double precision, value double precision)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN kosh.miss_step(
		state, is_mean <> 0, area, period, weight, value);
END
$$;

-- How far a whole is from what its parts make.
CREATE OR REPLACE FUNCTION kosh.distance(
	whole double precision, made double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	far double precision := abs(kosh.plus(whole, -made));
	noise double precision := kosh.times(
		1e-12, kosh.plus(abs(whole), abs(made)));
BEGIN
	RETURN CASE WHEN far > noise THEN far - noise ELSE 0 END;
END
$$;

CREATE OR REPLACE FUNCTION kosh.miss_end(state text)
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
				kosh.finite(kosh.sum_of(array_agg(kosh.times(
					p.weight, p.value) ORDER BY kosh.times(
					p.weight, p.value)) FILTER (
						WHERE p.weight IS NOT NULL)))
					AS parts,
				kosh.finite(kosh.sum_of(array_agg(p.weight
					ORDER BY p.weight) FILTER (
						WHERE p.weight IS NOT NULL)))
					AS weights
			FROM (
				SELECT f.part[1] = '1' AS is_mean,
					f.part[2]::double precision AS value,
					nullif(f.part[3], '')::double precision
						AS weight,
					f.part[4] AS area, f.part[5] AS period
				FROM (
					SELECT string_to_array(line, E'\t')
						AS part
					FROM unnest(string_to_array(
						state, E'\n')) AS line
					WHERE line <> ''
				) AS f
			) AS p
			GROUP BY p.area, p.period, p.is_mean
		) AS w
	) AS s
	WHERE s.whole IS NOT NULL AND s.made IS NOT NULL
$$;

CREATE OR REPLACE AGGREGATE kosh.miss(
	boolean, text, text, double precision, double precision) (
	sfunc = kosh.miss_step, stype = text, initcond = '',
	finalfunc = kosh.miss_end
);

CREATE OR REPLACE AGGREGATE kosh.miss(
	bigint, text, text, double precision, double precision) (
	sfunc = kosh.miss_step, stype = text, initcond = '',
	finalfunc = kosh.miss_end
);

-- ---- the figures of a column ---------------------------------------------

-- state: how many are given, are 0, stand at further places, and are values at
-- all; the least and the greatest; then for each sheet its number and how many
-- of its figures have 0, 1, ... 17 places.
CREATE OR REPLACE FUNCTION kosh.extent_step(state double precision[],
	place bigint, value double precision, sheet_id bigint)
RETURNS double precision[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	at integer := 7;
BEGIN
	IF cardinality(state) = 0 THEN
		state := '{0,0,0,0,Infinity,-Infinity}';
	END IF;
	IF place > 0 THEN
		state[3] := state[3] + 1;
	ELSIF value IS NOT NULL THEN
		state[1] := state[1] + 1;
		IF value = 0 THEN
			state[2] := state[2] + 1;
		END IF;
	END IF;
	IF value IS NULL THEN
		RETURN state;
	END IF;
	state[4] := state[4] + 1;
	IF value < state[5] THEN
		state[5] := value;
	END IF;
	IF value > state[6] THEN
		state[6] := value;
	END IF;
	IF abs(value) >= 1e15 OR trunc(value) = value THEN
		RETURN state;
	END IF;
	WHILE at < cardinality(state) AND state[at] <> coalesce(sheet_id, 0)
	LOOP
		at := at + 19;
	END LOOP;
	IF at > cardinality(state) THEN
		state := state || array_fill(0::double precision, ARRAY[19]);
		state[at] := coalesce(sheet_id, 0);
	END IF;
	at := at + 1 + kosh.places(value);
	state[at] := state[at] + 1;
	RETURN state;
END
$$;

-- SQLite reads what does not fit a double as infinite.
CREATE OR REPLACE FUNCTION kosh.json_extreme(x double precision)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE x WHEN 'Infinity' THEN '9e999'
		WHEN '-Infinity' THEN '-9e999' ELSE kosh.json_number(x) END
$$;

-- A figure has a fraction if it is below 1e15 and no whole number; one that
-- rounds to no place at all has but noise, and its sheet is named all the same.
CREATE OR REPLACE FUNCTION kosh.extent_end(state double precision[])
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN (
		SELECT '[' || state[1] || ',' || state[2] || ',' || state[3] || ','
			|| kosh.json_extreme(CASE WHEN state[4] > 0 THEN state[5] END)
			|| ','
			|| kosh.json_extreme(CASE WHEN state[4] > 0 THEN state[6] END)
			|| ',[' || coalesce((
				SELECT string_agg(p.text, ',' ORDER BY p.sheet)
				FROM (
					SELECT state[at] AS sheet,
						'[' || state[at] || ',[' || coalesce((
						SELECT string_agg('[' || n || ','
							|| state[at + 1 + n] || ']',
							',' ORDER BY n)
						FROM generate_series(1, 17) AS n
						WHERE state[at + 1 + n] > 0), '')
						|| ']]' AS text
					FROM generate_series(7, cardinality(state), 19)
						AS at
				) AS p
			), '') || ']]'
		WHERE cardinality(state) > 0
	);
END
$$;

CREATE OR REPLACE AGGREGATE kosh.extent(bigint, double precision, bigint) (
	sfunc = kosh.extent_step, stype = double precision[], initcond = '{}',
	finalfunc = kosh.extent_end
);
