-- The statistics that pipeline/store/db.h tells of, in the order of operations
-- of pipeline/store/stats.c and added.c, so that each is the same to the last
-- bit. After numbers.sql.
--
-- 1. NULLs take no part. The answer is NULL where C says NAN, and where it is
--    not finite or a value is not.
-- 2. Values are gathered in an array; of two columns, x and y in turn.
-- 3. An unnest alone gives values in their order, without a sort.
-- 4. What has a FROM is PL/pgSQL, which keeps its plan: a function of SQL inside
--    another is planned at every call.

-- ---- sums ----------------------------------------------------------------

-- From the least to the greatest, -0 as 0; NULL of none and of infinite ones.
CREATE OR REPLACE FUNCTION kosh.in_order(x double precision[])
RETURNS double precision[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	x := ARRAY(SELECT v + 0::double precision FROM unnest(x) AS v
		WHERE v IS NOT NULL ORDER BY v);
	RETURN CASE WHEN x[1] > '-Infinity' AND x[cardinality(x)] < 'Infinity'
		THEN x END;
END
$$;

-- a + b; infinite where that is too great.
CREATE OR REPLACE FUNCTION kosh.plus(a double precision, b double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN CASE WHEN abs(a) > 1e290 AND abs(b) > 1e290
			AND abs(a / 2 + b / 2) >= 8.98846567431158e307
		THEN kosh.sign(a) * 'Infinity'::double precision
		ELSE a + b END;
END
$$;

-- a b, also where the server would fail: what is too great is infinite, what is
-- too small 0.
CREATE OR REPLACE FUNCTION kosh.times(a double precision, b double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	exponent integer;
BEGIN
	IF abs(a) BETWEEN 1e-150 AND 1e150 AND abs(b) BETWEEN 1e-150 AND 1e150
		OR a = 0 OR b = 0 OR abs(a) = 'Infinity' OR abs(b) = 'Infinity'
	THEN
		RETURN a * b;
	END IF;
	exponent := kosh.exponent(a) + kosh.exponent(b);
	IF exponent > 1000 THEN
		RETURN kosh.scaled(kosh.scaled(a, -kosh.exponent(a))
			* kosh.scaled(b, -kosh.exponent(b)), exponent);
	ELSIF exponent >= -1074 THEN
		RETURN a * b;
	ELSIF exponent < -1076 OR 2 * abs(kosh.exact(a) * kosh.exact(b))
		<= kosh.exact(4.9406564584124654e-324::double precision)
	THEN
		RETURN 0;
	END IF;
	RETURN sign(a) * sign(b) * 4.9406564584124654e-324::double precision;
END
$$;

-- a / b, likewise; b is not 0.
CREATE OR REPLACE FUNCTION kosh.over(a double precision, b double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	exponent integer;
BEGIN
	IF abs(a) BETWEEN 1e-150 AND 1e150 AND abs(b) BETWEEN 1e-150 AND 1e150
		OR a = 0
	THEN
		RETURN a / b;
	END IF;
	exponent := kosh.exponent(a) - kosh.exponent(b);
	IF exponent > 1000 THEN
		RETURN kosh.scaled(kosh.scaled(a, -kosh.exponent(a))
			/ kosh.scaled(b, -kosh.exponent(b)), exponent);
	ELSIF exponent >= -1074 THEN
		RETURN a / b;
	ELSIF exponent < -1075 OR abs(kosh.scaled(a, -kosh.exponent(a)))
		<= abs(kosh.scaled(b, -kosh.exponent(b)))
	THEN
		RETURN 0;
	END IF;
	RETURN sign(a) * sign(b) * 4.9406564584124654e-324::double precision;
END
$$;

-- Of values in order; infinite where it is too great.
CREATE OR REPLACE FUNCTION kosh.sum_of(x double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	sum double precision := 0;
	lost double precision := 0;
	more double precision;
	value double precision;
BEGIN
	IF abs(x[1]) > 1e290 OR abs(x[cardinality(x)]) > 1e290 THEN
		RETURN kosh.huge_sum_of(x);
	END IF;
	FOREACH value IN ARRAY x LOOP
		more := sum + value;
		lost := lost + CASE WHEN abs(sum) >= abs(value)
			THEN (sum - more) + value ELSE (value - more) + sum END;
		sum := more;
	END LOOP;
	RETURN sum + lost;
END
$$;

-- The same where the server may fail.
CREATE OR REPLACE FUNCTION kosh.huge_sum_of(x double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	sum double precision := 0;
	lost double precision := 0;
	more double precision;
	value double precision;
BEGIN
	FOREACH value IN ARRAY x LOOP
		more := kosh.plus(sum, value);
		IF abs(more) = 'Infinity' THEN
			RETURN more;
		END IF;
		lost := lost + CASE WHEN abs(sum) >= abs(value)
			THEN (sum - more) + value ELSE (value - more) + sum END;
		sum := more;
	END LOOP;
	RETURN kosh.plus(sum, lost);
END
$$;

CREATE OR REPLACE FUNCTION kosh.finite(x double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN CASE WHEN x NOT IN ('Infinity', '-Infinity', 'NaN') THEN x END;
END
$$;

CREATE OR REPLACE FUNCTION kosh.added_end(x double precision[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.finite(kosh.sum_of(kosh.in_order(x)))
$$;

CREATE OR REPLACE AGGREGATE kosh.added(double precision) (
	sfunc = array_append, stype = double precision[], initcond = '{}',
	finalfunc = kosh.added_end, combinefunc = array_cat, parallel = safe
);

CREATE OR REPLACE FUNCTION kosh.mean_end(x double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	x := kosh.in_order(x);
	RETURN kosh.over(kosh.finite(kosh.sum_of(x)), cardinality(x));
END
$$;

CREATE OR REPLACE AGGREGATE kosh.mean(double precision) (
	sfunc = array_append, stype = double precision[], initcond = '{}',
	finalfunc = kosh.mean_end, combinefunc = array_cat, parallel = safe
);

-- ---- quantiles -----------------------------------------------------------

-- Of values in order.
CREATE OR REPLACE FUNCTION kosh.quantile_of(
	x double precision[], share double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	at double precision := share * (cardinality(x) - 1);
	place integer := floor(at);
	rest double precision := at - place;
	low double precision := x[place + 1];
	high double precision := x[place + 2];
BEGIN
	IF rest = 0 OR low = high THEN
		RETURN low;
	END IF;
	RETURN kosh.times(1 - rest, low) + kosh.times(rest, high);
END
$$;

CREATE OR REPLACE FUNCTION kosh.median_end(x double precision[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.quantile_of(kosh.in_order(x), 0.5)
$$;

CREATE OR REPLACE AGGREGATE kosh.median(double precision) (
	sfunc = array_append, stype = double precision[], initcond = '{}',
	finalfunc = kosh.median_end, combinefunc = array_cat, parallel = safe
);

-- A value and the share in turn.
CREATE OR REPLACE FUNCTION kosh.quantile_end(state double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	x double precision[];
	least double precision;
	greatest double precision;
	missing bigint;
BEGIN
	SELECT array_agg(state[n]), pg_catalog.min(state[n + 1]),
		pg_catalog.max(state[n + 1]),
		count(*) - count(state[n + 1])
	INTO x, least, greatest, missing
	FROM generate_series(1, cardinality(state), 2) AS n;
	IF missing > 0 OR least < 0 OR greatest > 1 THEN
		RAISE EXCEPTION 'quantile: expected a share from 0 to 1';
	ELSIF least < greatest THEN
		RAISE EXCEPTION
			'quantile: expected the same share for all rows';
	END IF;
	RETURN kosh.quantile_of(kosh.in_order(x), least);
END
$$;

CREATE OR REPLACE AGGREGATE kosh.quantile(VARIADIC double precision[]) (
	sfunc = array_cat, stype = double precision[], initcond = '{}',
	finalfunc = kosh.quantile_end
);

-- ---- moments -------------------------------------------------------------

-- As centred() of stats.c leaves a column, in the order in which it came: how
-- far each value is from the mean, in units of two to the exponent.
DO $$
BEGIN
	CREATE TYPE kosh.centred AS (far double precision[], exponent integer,
		mean double precision, constant boolean);
EXCEPTION WHEN duplicate_object THEN
	NULL;
END
$$;

CREATE OR REPLACE FUNCTION kosh.mean_taken_off(c kosh.centred)
RETURNS kosh.centred LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	mean double precision := kosh.sum_of(kosh.in_order(c.far))
		/ cardinality(c.far);
BEGIN
	c.far := ARRAY(SELECT v - mean FROM unnest(c.far) AS v);
	c.mean := c.mean + mean;
	RETURN c;
END
$$;

CREATE OR REPLACE FUNCTION kosh.centred_of(x double precision[])
RETURNS kosh.centred LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	least double precision;
	greatest double precision;
	c kosh.centred := ROW(x, 0, 0, true);
	tiny CONSTANT double precision := kosh.power_of_two(-250);
	bound double precision;
	first double precision; -- two powers of two, since one may not fit
	second double precision;
BEGIN
	SELECT pg_catalog.min(v), pg_catalog.max(v) INTO least, greatest
	FROM unnest(x) AS v;
	c.constant := least = greatest;
	greatest := greatest(abs(least), abs(greatest));
	IF greatest = 0 OR greatest IS NULL THEN
		RETURN c;
	END IF;
	c.exponent := kosh.exponent(greatest);
	bound := kosh.scaled(tiny, c.exponent);
	first := kosh.power_of_two(greatest(-1000, least(1000, -c.exponent)));
	second := kosh.power_of_two(-c.exponent
		- greatest(-1000, least(1000, -c.exponent)));
	c.far := ARRAY(SELECT CASE WHEN abs(v) < bound THEN 0
		ELSE v * first * second END FROM unnest(x) AS v);
	c := kosh.mean_taken_off(kosh.mean_taken_off(c));
	c.far := ARRAY(SELECT CASE WHEN abs(v) < tiny THEN 0 ELSE v END
		FROM unnest(c.far) AS v);
	RETURN c;
END
$$;

-- The sum of a power of values in order.
CREATE OR REPLACE FUNCTION kosh.power_sum(x double precision[], power integer)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
	sum double precision := 0;
	value double precision;
BEGIN
	FOREACH value IN ARRAY x LOOP
		sum := sum + CASE power WHEN 2 THEN value * value
			WHEN 3 THEN value * value * value
			ELSE value * value * value * value END;
	END LOOP;
	RETURN sum;
END
$$;

CREATE OR REPLACE FUNCTION kosh.deviation(x double precision[], less integer)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	n integer := coalesce(cardinality(x), 0);
	c kosh.centred;
BEGIN
	IF n <= less THEN
		RETURN NULL;
	END IF;
	c := kosh.centred_of(x);
	IF c.constant THEN
		RETURN 0;
	END IF;
	RETURN kosh.finite(kosh.scaled(pg_catalog.sqrt(
		kosh.power_sum(c.far, 2) / (n - less)), c.exponent));
END
$$;

CREATE OR REPLACE FUNCTION kosh.stddev_end(x double precision[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.deviation(kosh.in_order(x), 1)
$$;

CREATE OR REPLACE AGGREGATE kosh.stddev(double precision) (
	sfunc = array_append, stype = double precision[], initcond = '{}',
	finalfunc = kosh.stddev_end, combinefunc = array_cat, parallel = safe
);

CREATE OR REPLACE FUNCTION kosh.stddev_pop_end(x double precision[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.deviation(kosh.in_order(x), 0)
$$;

CREATE OR REPLACE AGGREGATE kosh.stddev_pop(double precision) (
	sfunc = array_append, stype = double precision[], initcond = '{}',
	finalfunc = kosh.stddev_pop_end, combinefunc = array_cat,
	parallel = safe
);

CREATE OR REPLACE FUNCTION kosh.skew_end(x double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	c kosh.centred := kosh.centred_of(kosh.in_order(x));
	m double precision := cardinality(c.far);
	squares double precision;
BEGIN
	IF m < 3 OR c.constant OR m IS NULL THEN
		RETURN NULL;
	END IF;
	squares := kosh.power_sum(c.far, 2);
	RETURN m * pg_catalog.sqrt(m - 1) / (m - 2) * kosh.power_sum(c.far, 3)
		/ (squares * pg_catalog.sqrt(squares));
END
$$;

CREATE OR REPLACE AGGREGATE kosh.skew(double precision) (
	sfunc = array_append, stype = double precision[], initcond = '{}',
	finalfunc = kosh.skew_end, combinefunc = array_cat, parallel = safe
);

CREATE OR REPLACE FUNCTION kosh.kurtosis_end(x double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	c kosh.centred := kosh.centred_of(kosh.in_order(x));
	m double precision := cardinality(c.far);
	squares double precision;
BEGIN
	IF m < 4 OR c.constant OR m IS NULL THEN
		RETURN NULL;
	END IF;
	squares := kosh.power_sum(c.far, 2);
	RETURN ((m + 1) * (m * kosh.power_sum(c.far, 4) / (squares * squares)
		- 3) + 6) * (m - 1) / ((m - 2) * (m - 3));
END
$$;

CREATE OR REPLACE AGGREGATE kosh.kurtosis(double precision) (
	sfunc = array_append, stype = double precision[], initcond = '{}',
	finalfunc = kosh.kurtosis_end, combinefunc = array_cat, parallel = safe
);
