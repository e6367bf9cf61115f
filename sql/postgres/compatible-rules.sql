-- SPDX-License-Identifier: MIT
-- What sql/rules asks of a server besides what the other files give it.

-- A text as JSON has it.
CREATE OR REPLACE FUNCTION kosh.json_quote(x text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(to_json(x)::text, 'null')
$$;

-- The shortest decimal with n digits that count, a half away from zero, as %g
-- of printf writes it.
CREATE OR REPLACE FUNCTION kosh.digits(x double precision, n bigint)
RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	sign text := CASE WHEN x < 0 THEN '-' ELSE '' END;
	value numeric;
	power integer;
BEGIN
	IF abs(x) = 'Infinity' THEN
		RETURN sign || 'Inf';
	ELSIF x = 0 THEN
		RETURN '0';
	END IF;
	value := abs(x)::text::numeric;
	power := pg_catalog.floor(pg_catalog.log(value));
	IF value >= ('1e' || power + 1)::numeric THEN
		power := power + 1;
	ELSIF value < ('1e' || power)::numeric THEN
		power := power - 1;
	END IF;
	value := pg_catalog.round(value, n::integer - 1 - power);
	IF value >= ('1e' || power + 1)::numeric THEN
		power := power + 1;
	END IF;
	IF power >= -4 AND power < n THEN
		RETURN sign || trim_scale(value)::text;
	END IF;
	RETURN sign || trim_scale(value * ('1e' || -power)::numeric)::text
		|| 'e' || CASE WHEN power < 0 THEN '-' ELSE '+' END
		|| CASE WHEN abs(power) < 10 THEN '0' ELSE '' END
		|| abs(power);
END
$$;

-- x GLOB pattern, and what is not: the dialect writes them so.
CREATE OR REPLACE FUNCTION kosh.is_globbed(x text, pattern text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.glob(pattern, x)
$$;

CREATE OR REPLACE FUNCTION kosh.is_not_globbed(x text, pattern text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT NOT kosh.glob(pattern, x)
$$;

DO $$
BEGIN
	CREATE OPERATOR kosh.@~ (LEFTARG = text, RIGHTARG = text,
		FUNCTION = kosh.is_globbed);
	CREATE OPERATOR kosh.!@~ (LEFTARG = text, RIGHTARG = text,
		FUNCTION = kosh.is_not_globbed);
EXCEPTION WHEN duplicate_function THEN
	NULL;
END
$$;
