-- What SQLite knows and a server does not, or otherwise: after these the same
-- text of SQL means the same on both. Functions in the schema kosh, which comes
-- first in the search path, found before those of the server by their types.
--
-- 1. No argument may be NULL without the answer being NULL, as in SQLite, also
--    of max and min of several values; aggregates pass over NULLs.
-- 2. A truth that is added up or compared is 1 or 0.
-- 3. Where SQLite answers NULL, of a logarithm of 0 or the root of what is
--    negative, nothing fails.
-- 4. What is said of a double says its digits: sum and avg of doubles are the
--    server's, in whatever order; see added and mean.
-- 5. ln, power and pow are those of the C library of the server's machine: all
--    else is the same to the last bit on any machine.

-- ---- numbers -------------------------------------------------------------

CREATE OR REPLACE FUNCTION kosh.ln(x double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x > 0 THEN pg_catalog.ln(x) END
$$;

CREATE OR REPLACE FUNCTION kosh.ln(x numeric)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x > 0 THEN pg_catalog.ln(x::double precision) END
$$;

CREATE OR REPLACE FUNCTION kosh.sqrt(x double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x >= 0 THEN pg_catalog.sqrt(x) END
$$;

CREATE OR REPLACE FUNCTION kosh.sqrt(x numeric)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x >= 0 THEN pg_catalog.sqrt(x::double precision) END
$$;

CREATE OR REPLACE FUNCTION kosh.power(
	base double precision, exponent double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT pg_catalog.power(base, exponent)
$$;

-- 10.0 is a numeric for the server, which would take a power of decimals.
CREATE OR REPLACE FUNCTION kosh.power(base numeric, exponent numeric)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT pg_catalog.power(
		base::double precision, exponent::double precision)
$$;

CREATE OR REPLACE FUNCTION kosh.pow(
	base double precision, exponent double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT pg_catalog.power(base, exponent)
$$;

CREATE OR REPLACE FUNCTION kosh.pow(base numeric, exponent numeric)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT pg_catalog.power(
		base::double precision, exponent::double precision)
$$;

CREATE OR REPLACE FUNCTION kosh.sign(x double precision)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x > 0 THEN 1 WHEN x < 0 THEN -1 WHEN x = 0 THEN 0 END
		::bigint
$$;

-- The greatest and the least of several values, NULL if one is.

CREATE OR REPLACE FUNCTION kosh.max(a bigint, b bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN a >= b THEN a WHEN a < b THEN b END
$$;

CREATE OR REPLACE FUNCTION kosh.max(a double precision, b double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN a >= b THEN a WHEN a < b THEN b END
$$;

CREATE OR REPLACE FUNCTION kosh.max(a numeric, b numeric)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN a >= b THEN a WHEN a < b THEN b END::double precision
$$;

CREATE OR REPLACE FUNCTION kosh.max(a text, b text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN a >= b THEN a WHEN a < b THEN b END
$$;

CREATE OR REPLACE FUNCTION kosh.max(a bigint, b bigint, c bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.max(kosh.max(a, b), c)
$$;

CREATE OR REPLACE FUNCTION kosh.max(
	a double precision, b double precision, c double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.max(kosh.max(a, b), c)
$$;

CREATE OR REPLACE FUNCTION kosh.min(a bigint, b bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN a <= b THEN a WHEN a > b THEN b END
$$;

CREATE OR REPLACE FUNCTION kosh.min(a double precision, b double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN a <= b THEN a WHEN a > b THEN b END
$$;

CREATE OR REPLACE FUNCTION kosh.min(a numeric, b numeric)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN a <= b THEN a WHEN a > b THEN b END::double precision
$$;

CREATE OR REPLACE FUNCTION kosh.min(a text, b text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN a <= b THEN a WHEN a > b THEN b END
$$;

CREATE OR REPLACE FUNCTION kosh.min(a bigint, b bigint, c bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.min(kosh.min(a, b), c)
$$;

CREATE OR REPLACE FUNCTION kosh.min(
	a double precision, b double precision, c double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.min(kosh.min(a, b), c)
$$;

-- ---- aggregates of whole numbers and truths -----------------------------

CREATE OR REPLACE AGGREGATE kosh.sum(bigint) (
	sfunc = int8pl, stype = bigint,
	combinefunc = int8pl, parallel = safe
);

CREATE OR REPLACE FUNCTION kosh.sum_step(so_far bigint, x boolean)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x IS NULL THEN so_far
		ELSE coalesce(so_far, 0) + x::integer END
$$;

CREATE OR REPLACE AGGREGATE kosh.sum(boolean) (
	sfunc = kosh.sum_step, stype = bigint,
	combinefunc = int8pl, parallel = safe
);

CREATE OR REPLACE FUNCTION kosh.max_step(so_far bigint, x boolean)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT greatest(so_far, x::integer)
$$;

CREATE OR REPLACE AGGREGATE kosh.max(boolean) (
	sfunc = kosh.max_step, stype = bigint,
	combinefunc = int8larger, parallel = safe
);

CREATE OR REPLACE FUNCTION kosh.min_step(so_far bigint, x boolean)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT least(so_far, x::integer)
$$;

CREATE OR REPLACE AGGREGATE kosh.min(boolean) (
	sfunc = kosh.min_step, stype = bigint,
	combinefunc = int8smaller, parallel = safe
);

-- How many there are and their sum. The server's is a numeric.
CREATE OR REPLACE FUNCTION kosh.avg_step(state bigint[], x bigint)
RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x IS NULL THEN state
		ELSE ARRAY[state[1] + 1, state[2] + x] END
$$;

CREATE OR REPLACE FUNCTION kosh.avg_step(state bigint[], x boolean)
RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x IS NULL THEN state
		ELSE ARRAY[state[1] + 1, state[2] + x::integer] END
$$;

CREATE OR REPLACE FUNCTION kosh.avg_end(state bigint[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN state[1] > 0 THEN state[2]::double precision
		/ state[1]::double precision END
$$;

CREATE OR REPLACE AGGREGATE kosh.avg(bigint) (
	sfunc = kosh.avg_step, stype = bigint[], initcond = '{0,0}',
	finalfunc = kosh.avg_end
);

CREATE OR REPLACE AGGREGATE kosh.avg(boolean) (
	sfunc = kosh.avg_step, stype = bigint[], initcond = '{0,0}',
	finalfunc = kosh.avg_end
);

CREATE OR REPLACE FUNCTION kosh.avg_step(state bigint[], x integer)
RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x IS NULL THEN state
		ELSE ARRAY[state[1] + 1, state[2] + x] END
$$;

CREATE OR REPLACE AGGREGATE kosh.avg(integer) (
	sfunc = kosh.avg_step, stype = bigint[], initcond = '{0,0}',
	finalfunc = kosh.avg_end
);

-- 0 of none.
CREATE OR REPLACE FUNCTION kosh.total_step(
	so_far double precision, x double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT so_far + coalesce(x, 0)
$$;

CREATE OR REPLACE AGGREGATE kosh.total(double precision) (
	sfunc = kosh.total_step, stype = double precision, initcond = '0'
);

-- ---- texts ---------------------------------------------------------------

CREATE OR REPLACE FUNCTION kosh.group_step(list text, x text, comma text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x IS NULL THEN list WHEN list IS NULL THEN x
		ELSE list || coalesce(comma, '') || x END
$$;

CREATE OR REPLACE AGGREGATE kosh.group_concat(text, text) (
	sfunc = kosh.group_step, stype = text
);

CREATE OR REPLACE FUNCTION kosh.group_step(list text, x text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.group_step(list, x, ',')
$$;

CREATE OR REPLACE AGGREGATE kosh.group_concat(text) (
	sfunc = kosh.group_step, stype = text
);

-- A pattern of GLOB as a regular expression.
CREATE OR REPLACE FUNCTION kosh.glob_expression(pattern text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '^' || coalesce(string_agg(CASE
		WHEN p.part[1] = '*' THEN '.*'
		WHEN p.part[1] = '?' THEN '.'
		WHEN length(p.part[1]) > 1 THEN replace(p.part[1], '\', '\\')
		WHEN strpos('[](){}.+^$|\', p.part[1]) > 0
			THEN '\' || p.part[1]
		ELSE p.part[1] END, '' ORDER BY p.n), '') || '$'
	FROM regexp_matches(pattern, '\[\^?\]?[^]]*\]|.', 'g')
		WITH ORDINALITY AS p (part, n)
	HAVING pattern IS NOT NULL
$$;

-- x GLOB pattern.
CREATE OR REPLACE FUNCTION kosh.glob(pattern text, x text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT x ~ kosh.glob_expression(pattern)
$$;

CREATE OR REPLACE FUNCTION kosh.instr(x text, part text)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT strpos(x, part)::bigint
$$;

-- From 1; from the end if it is negative.
CREATE OR REPLACE FUNCTION kosh.substr(x text, first bigint)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN first < 0 THEN pg_catalog.right(x, -first::integer)
		ELSE pg_catalog.substr(x, first::integer) END
$$;

-- Of a negative length what stands before.
CREATE OR REPLACE FUNCTION kosh.substr(x text, first bigint, length bigint)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN s.stop > greatest(s.start, 1)
		THEN pg_catalog.substr(x, greatest(s.start, 1)::integer,
			least(s.stop - greatest(s.start, 1), 2147483647)
			::integer)
		WHEN s.start IS NOT NULL AND s.stop IS NOT NULL THEN '' END
	FROM (
		SELECT CASE WHEN length < 0 THEN f.first + length
				ELSE f.first END AS start,
			CASE WHEN length < 0 THEN f.first
				ELSE f.first + length END AS stop
		FROM (
			SELECT CASE WHEN first < 0
				THEN first + pg_catalog.length(x) + 1
				ELSE first END AS first
		) AS f
	) AS s
$$;

CREATE OR REPLACE FUNCTION kosh.substr(x text, first integer)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.substr(x, first::bigint)
$$;

CREATE OR REPLACE FUNCTION kosh.substr(x text, first integer, length integer)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.substr(x, first::bigint, length::bigint)
$$;

CREATE OR REPLACE FUNCTION kosh.hex(x bytea)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT upper(encode(x, 'hex'))
$$;

CREATE OR REPLACE FUNCTION kosh.randomblob(n bigint)
RETURNS bytea LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
	SELECT decode(pg_catalog.substr(string_agg(
		md5(gen_random_uuid()::text), ''), 1, 2 * n::integer), 'hex')
	FROM generate_series(0, n / 16)
$$;

-- ---- what one of two is --------------------------------------------------

CREATE OR REPLACE FUNCTION kosh.iif(condition boolean, a text, b text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN condition THEN a ELSE b END
$$;

CREATE OR REPLACE FUNCTION kosh.iif(condition boolean, a bigint, b bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN condition THEN a ELSE b END
$$;

CREATE OR REPLACE FUNCTION kosh.iif(
	condition boolean, a double precision, b double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN condition THEN a ELSE b END
$$;

CREATE OR REPLACE FUNCTION kosh.ifnull(a text, b text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(a, b)
$$;

CREATE OR REPLACE FUNCTION kosh.ifnull(a bigint, b bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(a, b)
$$;

CREATE OR REPLACE FUNCTION kosh.ifnull(
	a double precision, b double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(a, b)
$$;

-- Hints to the planner of SQLite.
CREATE OR REPLACE FUNCTION kosh.unlikely(x boolean)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT x
$$;

CREATE OR REPLACE FUNCTION kosh.likely(x boolean)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT x
$$;
