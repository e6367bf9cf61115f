-- JSON as SQLite has it: text, written without blanks. After compatible.sql.
--
-- 1. The elements of json_each, and what -> and ->> find, are text whatever
--    they are: who wants a number says CAST.
-- 2. A double is written with 15 digits, as SQLite does; with all of them by
--    plain(x).
-- 3. What is text is text: json_array of a json_object quotes it. The server
--    cannot tell.

CREATE OR REPLACE FUNCTION kosh.json_valid(x text)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	PERFORM x::json;
	RETURN x IS NOT NULL;
EXCEPTION WHEN data_exception THEN
	RETURN false;
END
$$;

-- The name of SQLite for what it is.
CREATE OR REPLACE FUNCTION kosh.json_name(x json)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE json_typeof(x)
		WHEN 'number' THEN CASE WHEN x::text ~ '[.eE]' THEN 'real'
			ELSE 'integer' END
		WHEN 'string' THEN 'text'
		WHEN 'boolean' THEN btrim(x::text)
		ELSE json_typeof(x) END
$$;

-- What it is worth in SQL.
CREATE OR REPLACE FUNCTION kosh.json_worth(x json)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE json_typeof(x)
		WHEN 'string' THEN x #>> '{}'
		WHEN 'boolean' THEN CASE btrim(x::text) WHEN 'true' THEN '1'
			ELSE '0' END
		WHEN 'null' THEN NULL
		ELSE btrim(x::text) END
$$;

-- id stands in for the key where they are to be ordered: a key is text.
CREATE OR REPLACE FUNCTION kosh.json_each(x text)
RETURNS TABLE (key text, value text, type text, id bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 20 AS $$
	SELECT (e.n - 1)::text, kosh.json_worth(e.value),
		kosh.json_name(e.value), e.n
	FROM json_array_elements(CASE WHEN json_typeof(x::json) = 'array'
		THEN x::json ELSE '[]' END) WITH ORDINALITY AS e (value, n)
	UNION ALL
	SELECT o.key, kosh.json_worth(o.value), kosh.json_name(o.value), o.n
	FROM json_each(CASE WHEN json_typeof(x::json) = 'object'
		THEN x::json ELSE '{}' END)
		WITH ORDINALITY AS o (key, value, n)
$$;

-- '$.a.b[0]' as the server has it: {a,b,0}; of what is no such path it is the
-- one key.
CREATE OR REPLACE FUNCTION kosh.json_path(path text)
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN path NOT LIKE '$%' THEN ARRAY[path] ELSE ARRAY(
		SELECT coalesce(p.part[1], p.part[2], p.part[3])
		FROM regexp_matches(path,
			'\."([^"]*)"|\.([^.[]+)|\[([0-9]+)\]', 'g')
			WITH ORDINALITY AS p (part, n)
		ORDER BY p.n) END
$$;

CREATE OR REPLACE FUNCTION kosh.json_at(x text, path text)
RETURNS json LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT x::json #> kosh.json_path(path)
$$;

CREATE OR REPLACE FUNCTION kosh.json_extract(x text, path text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.json_worth(kosh.json_at(x, path))
$$;

CREATE OR REPLACE FUNCTION kosh.json_extract(x text, place bigint)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.json_worth(x::json -> place::integer)
$$;

CREATE OR REPLACE FUNCTION kosh.json_part(x text, path text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.json_at(x, path)::text
$$;

CREATE OR REPLACE FUNCTION kosh.json_part(x text, place bigint)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT (x::json -> place::integer)::text
$$;

DO $$
BEGIN
	CREATE OPERATOR kosh.->> (LEFTARG = text, RIGHTARG = text,
		FUNCTION = kosh.json_extract);
	CREATE OPERATOR kosh.->> (LEFTARG = text, RIGHTARG = bigint,
		FUNCTION = kosh.json_extract);
	CREATE OPERATOR kosh.-> (LEFTARG = text, RIGHTARG = text,
		FUNCTION = kosh.json_part);
	CREATE OPERATOR kosh.-> (LEFTARG = text, RIGHTARG = bigint,
		FUNCTION = kosh.json_part);
EXCEPTION WHEN duplicate_function THEN
	NULL;
END
$$;

CREATE OR REPLACE FUNCTION kosh.json_type(x text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.json_name(x::json)
$$;

CREATE OR REPLACE FUNCTION kosh.json_type(x text, path text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.json_name(kosh.json_at(x, path))
$$;

CREATE OR REPLACE FUNCTION kosh.json(x text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT x::json::text
$$;

-- Without the members of that name: '$.name'.
CREATE OR REPLACE FUNCTION kosh.json_remove(x text, VARIADIC paths text[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '{' || coalesce(string_agg(
		to_json(o.key)::text || ':' || o.value::text, ',' ORDER BY o.n),
		'') || '}'
	FROM json_each(x::json) WITH ORDINALITY AS o (key, value, n)
	WHERE ('$.' || o.key) <> ALL (paths)
	HAVING x IS NOT NULL
$$;

-- With the members of another (RFC 7396); one that is null there goes.
CREATE OR REPLACE FUNCTION kosh.json_patch(x text, other text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '{' || coalesce(string_agg(
		to_json(m.key)::text || ':' || m.value, ',' ORDER BY m.side, m.n),
		'') || '}'
	FROM (
		SELECT 1 AS side, a.n, a.key, CASE
			WHEN b.key IS NULL THEN a.value::text
			WHEN json_typeof(a.value) = 'object'
				AND json_typeof(b.value) = 'object'
				THEN kosh.json_patch(
					a.value::text, b.value::text)
			ELSE b.value::text END AS value
		FROM json_each(x::json) WITH ORDINALITY AS a (key, value, n)
		LEFT JOIN json_each(other::json) AS b ON b.key = a.key
		WHERE coalesce(json_typeof(b.value), '') <> 'null'
		UNION ALL
		SELECT 2, b.n, b.key, b.value::text
		FROM json_each(other::json) WITH ORDINALITY AS b (key, value, n)
		WHERE json_typeof(b.value) <> 'null' AND NOT EXISTS (
			SELECT 1 FROM json_each(x::json) AS a
			WHERE a.key = b.key)
	) AS m
	HAVING x IS NOT NULL AND other IS NOT NULL
$$;

-- ---- written -------------------------------------------------------------

-- A value of SQL as JSON: what the arguments below become by themselves.
DO $$
BEGIN
	CREATE TYPE kosh.json_piece AS (text text);
EXCEPTION WHEN duplicate_object THEN
	NULL;
END
$$;

CREATE OR REPLACE FUNCTION kosh.json_piece_of(x text)
RETURNS kosh.json_piece LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ROW(coalesce(to_json(x)::text, 'null'))::kosh.json_piece
$$;

CREATE OR REPLACE FUNCTION kosh.json_piece_of(x bigint)
RETURNS kosh.json_piece LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ROW(coalesce(x::text, 'null'))::kosh.json_piece
$$;

CREATE OR REPLACE FUNCTION kosh.json_piece_of(x integer)
RETURNS kosh.json_piece LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ROW(coalesce(x::text, 'null'))::kosh.json_piece
$$;

CREATE OR REPLACE FUNCTION kosh.json_piece_of(x boolean)
RETURNS kosh.json_piece LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ROW(coalesce(x::integer::text, 'null'))::kosh.json_piece
$$;

CREATE OR REPLACE FUNCTION kosh.json_piece_of(x double precision)
RETURNS kosh.json_piece LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ROW(coalesce(CASE WHEN strpos(t.text, '.') > 0 THEN t.text
		ELSE regexp_replace(t.text, '(e|$)', '.0\1') END, 'null'))
		::kosh.json_piece
	FROM (SELECT kosh.significant(x, 15) AS text) AS t
$$;

CREATE OR REPLACE FUNCTION kosh.json_piece_of(x numeric)
RETURNS kosh.json_piece LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.json_piece_of(x::double precision)
$$;

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['text', 'bigint', 'integer', 'boolean',
		'double precision', 'numeric']
	LOOP
		BEGIN
			EXECUTE 'CREATE CAST (' || name || ' AS kosh.json_piece)'
				' WITH FUNCTION kosh.json_piece_of(' || name
				|| ') AS IMPLICIT';
		EXCEPTION WHEN duplicate_object THEN
			NULL;
		END;
	END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION kosh.json_array(VARIADIC pieces kosh.json_piece[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '[' || coalesce(
		string_agg(coalesce(p.text, 'null'), ',' ORDER BY p.n), '')
		|| ']'
	FROM unnest(pieces) WITH ORDINALITY AS p (text, n)
$$;

CREATE OR REPLACE FUNCTION kosh.json_array()
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '[]'
$$;

-- The member of a name, behind others.
CREATE OR REPLACE FUNCTION kosh.json_member(name text, value kosh.json_piece)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT to_json(name)::text || ':' || coalesce((value).text, 'null')
$$;

-- json_object of one to twelve members.
DO $$
DECLARE
	arguments text := '';
	members text := '';
BEGIN
	FOR i IN 1 .. 12 LOOP
		arguments := arguments || CASE WHEN i > 1 THEN ', ' ELSE '' END
			|| 'n' || i || ' text, v' || i || ' kosh.json_piece';
		members := members || CASE WHEN i > 1 THEN ' || '','' || '
			ELSE '' END
			|| 'kosh.json_member(n' || i || ', v' || i || ')';
		EXECUTE 'CREATE OR REPLACE FUNCTION kosh.json_object('
			|| arguments || ') RETURNS text LANGUAGE sql IMMUTABLE'
			|| ' PARALLEL SAFE AS $f$ SELECT ''{'' || ' || members
			|| ' || ''}'' $f$';
	END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION kosh.json_group_step(list text, x kosh.json_piece)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN list IS NULL THEN '[' ELSE list || ',' END
		|| coalesce((x).text, 'null')
$$;

CREATE OR REPLACE FUNCTION kosh.json_group_end(list text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(list || ']', '[]')
$$;

CREATE OR REPLACE AGGREGATE kosh.json_group_array(kosh.json_piece) (
	sfunc = kosh.json_group_step, stype = text,
	finalfunc = kosh.json_group_end
);
