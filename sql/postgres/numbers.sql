-- The functions of one number that pipeline/store/db.h tells of, to the last
-- bit as there. They stand before the others.
--
-- 1. A double becomes a decimal by its text, which is the shortest that reads
--    back as it (extra_float_digits is 1, as a server has it); a numeric of it
--    would keep 15 digits.
-- 2. The server fails where a product or a quotient of doubles does not fit one
--    or is less than the least; these functions look first, since C does not.

-- The greatest power of two that is not greater, of a finite number and no 0.
CREATE OR REPLACE FUNCTION kosh.exponent(x double precision)
RETURNS integer LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	bytes bytea := float8send(x);
	exponent integer := (get_byte(bytes, 0) & 127) * 16
		+ get_byte(bytes, 1) / 16;
BEGIN
	IF exponent > 0 THEN
		RETURN exponent - 1023;
	END IF;
	RETURN kosh.exponent(x * 18014398509481984) - 54;
END
$$;

-- Two to a power from -1022 to 1023, by the bits of the double.
CREATE OR REPLACE FUNCTION kosh.power_of_two(power integer)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT pg_catalog.power(2::double precision, power::double precision)
$$;

-- x times two to a power, rounded once; infinite where that is too great.
CREATE OR REPLACE FUNCTION kosh.scaled(x double precision, power integer)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	exponent integer;
	mantissa double precision;
BEGIN
	IF x = 0 OR x IN ('Infinity', '-Infinity', 'NaN') THEN
		RETURN x;
	END IF;
	exponent := kosh.exponent(x);
	IF exponent + power > 1023 THEN
		RETURN sign(x) * 'Infinity'::double precision;
	ELSIF exponent + power < -1075 THEN
		RETURN 0;
	END IF;
	mantissa := x;
	IF exponent < -1022 THEN
		mantissa := mantissa * 18014398509481984;
		exponent := exponent + 54;
		power := power - 54;
	END IF;
	IF exponent >= 0 THEN
		mantissa := mantissa / kosh.power_of_two(exponent);
	ELSE
		mantissa := mantissa * kosh.power_of_two(-exponent - 1) * 2;
	END IF;
	power := power + exponent;
	IF power >= -1022 THEN
		RETURN mantissa * kosh.power_of_two(power);
	ELSIF power = -1075 AND abs(mantissa) = 1 THEN
		RETURN 0; -- the middle, which goes to the even one
	ELSIF power = -1075 THEN
		RETURN sign(x) * 4.9406564584124654e-324::double precision;
	END IF;
	RETURN mantissa * kosh.power_of_two(-1022)
		* kosh.power_of_two(power + 1022);
END
$$;

-- The exact decimal of a finite double.
CREATE OR REPLACE FUNCTION kosh.exact(x double precision)
RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	power integer;
	whole numeric;
BEGIN
	IF x = 0 THEN
		RETURN 0;
	END IF;
	power := greatest(kosh.exponent(x), -1022) - 52;
	whole := kosh.scaled(x, -power)::bigint::numeric;
	IF power >= 0 THEN
		RETURN whole * 2::numeric ^ power;
	END IF;
	-- by five to the power and a shift of the point, which is exact
	RETURN (whole * trunc(5::numeric ^ -power)
		|| 'e' || power)::numeric;
END
$$;

-- Without an exponent from 1e-6 to 1e21.
CREATE OR REPLACE FUNCTION kosh.plain(x double precision)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE
		WHEN x = 0 THEN '0'
		WHEN x IN ('Infinity', '-Infinity', 'NaN') THEN NULL
		WHEN abs(x) < 1e-6 OR abs(x) >= 1e21 THEN
			regexp_replace(x::text, 'e([+]|(-))0*', 'e\2')
		ELSE x::text::numeric::text END
$$;

CREATE OR REPLACE FUNCTION kosh.decimals(x double precision)
RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN x NOT IN ('Infinity', '-Infinity', 'NaN')
		THEN scale(x::text::numeric)::bigint END
$$;

-- Whether it is whole but for less than half a unit of its twelfth digit, of a
-- number of 0 or more.
CREATE OR REPLACE FUNCTION kosh.is_whole(size double precision)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN size >= 4503599627370496 OR size = 0 THEN true
		WHEN size < 1e-30 THEN false
		ELSE abs(size - ((size + 4503599627370496) - 4503599627370496))
			<= 5e-12 * size END
$$;

CREATE OR REPLACE FUNCTION kosh.places(x double precision)
RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	units CONSTANT double precision[] := ARRAY[1, 1e1, 1e2, 1e3, 1e4, 1e5,
		1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16];
	least integer := 0;
	most integer := 17;
	middle integer;
BEGIN
	IF x IN ('Infinity', '-Infinity', 'NaN') THEN
		RETURN NULL;
	ELSIF abs(x) >= 4503599627370496 THEN
		RETURN 0;
	END IF;
	WHILE least < most LOOP
		middle := (least + most) / 2;
		IF kosh.is_whole(abs(x) * units[middle + 1]) THEN
			most := middle;
		ELSE
			least := middle + 1;
		END IF;
	END LOOP;
	RETURN least;
END
$$;

-- Half away from zero, as a numeric is rounded; there is no numeric -0.
CREATE OR REPLACE FUNCTION kosh.round(x double precision, places bigint)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN places IS NULL THEN NULL
		WHEN abs(x) < 4503599627370496 THEN pg_catalog.round(
			x::text::numeric, greatest(least(places, 30), 0)::integer)
			::text::double precision
		ELSE x END
$$;

CREATE OR REPLACE FUNCTION kosh.round(x double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.round(x, 0::bigint)
$$;

CREATE OR REPLACE FUNCTION kosh.round(x numeric, places bigint)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.round(x::double precision, places)
$$;

CREATE OR REPLACE FUNCTION kosh.round(x numeric, places integer)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.round(x::double precision, places::bigint)
$$;

CREATE OR REPLACE FUNCTION kosh.round(x numeric)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.round(x::double precision, 0::bigint)
$$;

-- ---- printed -------------------------------------------------------------

-- With so many digits that count, of what the double is, a half away from zero,
-- without zeros that could go: %.15g.
CREATE OR REPLACE FUNCTION kosh.significant(x double precision, digits integer)
RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	value numeric := abs(kosh.exact(x));
	sign text := CASE WHEN x < 0 THEN '-' ELSE '' END;
	exponent integer;
BEGIN
	IF x = 0 THEN
		RETURN '0';
	END IF;
	exponent := substring(to_char(value, '9.9EEEE') FROM '[-+0-9]+$');
	IF value >= ('1e' || exponent + 1)::numeric THEN
		exponent := exponent + 1;
	ELSIF value < ('1e' || exponent)::numeric THEN
		exponent := exponent - 1;
	END IF;
	value := pg_catalog.round(value, digits - 1 - exponent);
	IF value >= ('1e' || exponent + 1)::numeric THEN
		exponent := exponent + 1;
	END IF;
	IF exponent >= -4 AND exponent < digits THEN
		RETURN sign || trim_scale(value)::text;
	END IF;
	RETURN sign || trim_scale(value * ('1e' || -exponent)::numeric)::text
		|| 'e' || to_char(exponent, 'SG' || CASE WHEN abs(exponent) > 99
			THEN '000' ELSE '00' END);
END
$$;

-- Of one number: %f with its places, and what stands around. SQLite adds 3e-16
-- of the number, so that a half of its decimal goes away from zero. Of %g it
-- rounds a half now up, now down: there is none here, but digits().
CREATE OR REPLACE FUNCTION kosh.printf(form text, x double precision)
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	part text[] := regexp_match(form,
		'^([^%]*)%(?:[.]([0-9]+))?f([^%]*)$');
	number double precision := coalesce(x, 0);
	places integer := coalesce(part[2]::integer, 6);
	value numeric;
BEGIN
	IF part IS NULL THEN
		RAISE EXCEPTION 'printf: ''%'': expected one %%f', form;
	ELSIF number IN ('Infinity', '-Infinity') THEN
		RETURN part[1] || CASE WHEN number < 0 THEN '-Inf'
			ELSE 'Inf' END || part[3];
	END IF;
	value := abs(kosh.exact(number));
	IF number <> 0 AND places + kosh.exponent(number) / 3 < 15 THEN
		value := value * 1.0000000000000003;
	END IF;
	RETURN part[1] || CASE WHEN number < 0 THEN '-' ELSE '' END
		|| pg_catalog.round(value, places) || part[3];
END
$$;

-- Of %.*f: the places come before the number.
CREATE OR REPLACE FUNCTION kosh.printf(
	form text, places bigint, x double precision)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.printf(replace(form, '*', places::text), x)
$$;

-- ---- who and when --------------------------------------------------------

-- Who acts, as the connection was told: set_config('kosh.actor', ...).
CREATE OR REPLACE FUNCTION kosh.actor()
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(nullif(current_setting('kosh.actor', true), ''), '{}')
$$;

-- The time of whoever asks, if it told one (kosh.moment), or of the server.
CREATE OR REPLACE FUNCTION kosh.moment()
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(nullif(current_setting('kosh.moment', true), ''),
		to_char(clock_timestamp() AT TIME ZONE 'UTC',
			'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
$$;

-- ---- days ----------------------------------------------------------------

-- Days since noon of 24 November 4714 BC; NULL for what is no day or moment.
CREATE OR REPLACE FUNCTION kosh.julianday(x text)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT (((make_date(d.part[1]::integer, d.part[2]::integer, 1)
			- DATE '2000-01-01') + d.part[3]::integer - 1)
			* 86400000::bigint + 211813444800000
			+ coalesce(d.part[4]::integer, 0) * 3600000
			+ coalesce(d.part[5]::integer, 0) * 60000
			+ coalesce(d.part[6]::integer, 0) * 1000)
			::double precision / 86400000
	FROM regexp_match(x, '^([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'
		|| '(?:[T ]([01][0-9]|2[0-4]):([0-5][0-9])'
		|| '(?::([0-5][0-9])(?:[.]0*)?)?Z?)?$') AS d (part)
$$;

-- The day of a day or moment, so many days, months or years on: '+1 month'. A
-- day that its month has not is one of the next.
CREATE OR REPLACE FUNCTION kosh.date(x text, VARIADIC steps text[])
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	part text[] := regexp_match(x,
		'^([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]|$)');
	month integer := part[1]::integer * 12 + part[2]::integer - 1;
	day integer := part[3]::integer;
	step text[];
	result date;
	word text;
BEGIN
	IF cardinality(steps) = 0 THEN
		RETURN part[1] || '-' || part[2] || '-' || part[3];
	END IF;
	FOREACH word IN ARRAY steps LOOP
		step := regexp_match(word,
			'^([-+]?[0-9]+) (day|month|year)s?$');
		IF step IS NULL OR part IS NULL THEN
			RETURN NULL;
		ELSIF step[2] = 'day' THEN
			day := day + step[1]::integer;
		ELSE
			month := month + step[1]::integer
				* CASE step[2] WHEN 'year' THEN 12 ELSE 1 END;
		END IF;
		result := make_date(month / 12, month % 12 + 1, 1) + day - 1;
		month := extract(year FROM result) * 12
			+ extract(month FROM result) - 1;
		day := extract(day FROM result);
	END LOOP;
	RETURN CASE WHEN month / 12 BETWEEN 1 AND 9999
		THEN to_char(result, 'YYYY-MM-DD') END;
END
$$;

CREATE OR REPLACE FUNCTION kosh.date(x text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.date(x, VARIADIC ARRAY[]::text[])
$$;

-- ---- what there is -------------------------------------------------------

CREATE OR REPLACE VIEW kosh.sqlite_schema AS
SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'table' END AS type,
	c.relname::text AS name, c.relname::text AS tbl_name,
	NULL::text AS sql
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = 'kosh' AND c.relkind IN ('r', 'p', 'f', 'v')
	AND c.relname <> 'sqlite_schema' AND NOT c.relispartition;
