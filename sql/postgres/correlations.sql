-- The statistics of two columns, as in pipeline/store/stats.c; see the rules in
-- statistics.sql, which stands before. They are VARIADIC since the server itself
-- joins arrays faster than any function of ours: x and y are taken in turn.

-- Every second value, of pairs of which none is missing; NULL of none, and where
-- one of all is infinite.
CREATE OR REPLACE FUNCTION kosh.column_of(
	state double precision[], which integer)
RETURNS double precision[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	IF array_position(state, NULL) IS NULL THEN
		RETURN CASE WHEN NOT ('Infinity' = ANY (state)
				OR '-Infinity' = ANY (state) OR 'NaN' = ANY (state))
				AND state <> '{}'
			THEN ARRAY(SELECT v + 0::double precision
				FROM unnest(state) WITH ORDINALITY AS u (v, n)
				WHERE n % 2 = which) END;
	END IF;
	RETURN (
		SELECT CASE WHEN pg_catalog.min(least(x, y)) > '-Infinity'
				AND pg_catalog.max(greatest(x, y)) < 'Infinity'
			THEN array_agg(CASE which WHEN 1 THEN x ELSE y END + 0
				ORDER BY n) END
		FROM (
			SELECT n, state[n] AS x, state[n + 1] AS y
			FROM generate_series(1, cardinality(state), 2) AS n
		) AS pair
		WHERE x IS NOT NULL AND y IS NOT NULL
	);
END
$$;

-- The sum of the products of two columns side by side.
CREATE OR REPLACE FUNCTION kosh.products(
	x double precision[], y double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
	RETURN kosh.sum_of(ARRAY(SELECT u.a * u.b + 0 AS product
		FROM unnest(x, y) AS u (a, b) ORDER BY product));
END
$$;

CREATE OR REPLACE FUNCTION kosh.pearson_of(
	x double precision[], y double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	a kosh.centred := kosh.centred_of(x);
	b kosh.centred := kosh.centred_of(y);
BEGIN
	IF cardinality(x) < 2 OR a.constant OR b.constant OR x IS NULL THEN
		RETURN NULL;
	END IF;
	RETURN greatest(-1, least(1, kosh.products(a.far, b.far)
		/ pg_catalog.sqrt(kosh.products(a.far, a.far)
			* kosh.products(b.far, b.far))));
END
$$;

CREATE OR REPLACE FUNCTION kosh.pearson_end(state double precision[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.pearson_of(
		kosh.column_of(state, 1), kosh.column_of(state, 0))
$$;

CREATE OR REPLACE AGGREGATE kosh.pearson(VARIADIC double precision[]) (
	sfunc = array_cat, stype = double precision[], initcond = '{}',
	finalfunc = kosh.pearson_end
);

CREATE OR REPLACE FUNCTION kosh.r2_end(state double precision[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.times(r, r) FROM kosh.pearson_end(state) AS r
$$;

CREATE OR REPLACE AGGREGATE kosh.r2(VARIADIC double precision[]) (
	sfunc = array_cat, stype = double precision[], initcond = '{}',
	finalfunc = kosh.r2_end
);

-- Equal values share the mean of their ranks.
CREATE OR REPLACE FUNCTION kosh.ranks_of(x double precision[])
RETURNS double precision[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN (
		SELECT array_agg(r.rank ORDER BY r.n)
		FROM (
			SELECT n, (2 * rank() OVER (ORDER BY v) - 1
				+ count(*) OVER (PARTITION BY v))::double precision / 2
				AS rank
			FROM unnest(x) WITH ORDINALITY AS u (v, n)
		) AS r
	);
END
$$;

CREATE OR REPLACE FUNCTION kosh.spearman_end(state double precision[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.pearson_of(kosh.ranks_of(kosh.column_of(state, 1)),
		kosh.ranks_of(kosh.column_of(state, 0)))
$$;

CREATE OR REPLACE AGGREGATE kosh.spearman(VARIADIC double precision[]) (
	sfunc = array_cat, stype = double precision[], initcond = '{}',
	finalfunc = kosh.spearman_end
);

-- How many pairs of values stand the other way round than their places, of the
-- values 1 to most: a tree of counts tells how many of those before are less.
CREATE OR REPLACE FUNCTION kosh.inversions_of(x bigint[], most bigint)
RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	tree bigint[] := array_fill(0::bigint, ARRAY[most::integer]);
	found bigint := 0;
	value bigint;
	at bigint;
	n bigint := 0;
BEGIN
	FOREACH value IN ARRAY x LOOP
		found := found + n;
		n := n + 1;
		at := value;
		WHILE at > 0 LOOP
			found := found - tree[at];
			at := at & (at - 1);
		END LOOP;
		at := value;
		WHILE at <= most LOOP
			tree[at] := tree[at] + 1;
			at := at + (at & -at);
		END LOOP;
	END LOOP;
	RETURN found;
END
$$;

-- Pairs that are alike in x stand by y, and so are none the other way round.
CREATE OR REPLACE FUNCTION kosh.kendall_end(state double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	c record;
BEGIN
	SELECT count(*) * (count(*) - 1) / 2::double precision AS pairs,
		pg_catalog.sum(p.x - 1) / 2::double precision AS by_x,
		pg_catalog.sum(p.y - 1) / 2::double precision AS by_y,
		pg_catalog.sum(p.both - 1) / 2::double precision AS by_both,
		array_agg(p.rank ORDER BY p.at) AS ranks,
		pg_catalog.max(p.rank) AS most
	INTO c
	FROM (
		SELECT count(*) OVER (PARTITION BY u.x) AS x,
			count(*) OVER (PARTITION BY u.y) AS y,
			count(*) OVER (PARTITION BY u.x, u.y) AS both,
			dense_rank() OVER (ORDER BY u.y) AS rank,
			row_number() OVER (ORDER BY u.x, u.y) AS at
		FROM unnest(kosh.column_of(state, 1),
			kosh.column_of(state, 0)) AS u (x, y)
	) AS p;
	IF c.by_x < c.pairs AND c.by_y < c.pairs THEN
		RETURN (c.pairs - c.by_x - c.by_y + c.by_both
				- 2 * kosh.inversions_of(c.ranks, c.most))
			/ pg_catalog.sqrt((c.pairs - c.by_x) * (c.pairs - c.by_y));
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE AGGREGATE kosh.kendall(VARIADIC double precision[]) (
	sfunc = array_cat, stype = double precision[], initcond = '{}',
	finalfunc = kosh.kendall_end
);

CREATE OR REPLACE FUNCTION kosh.covariance_end(state double precision[])
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	a kosh.centred := kosh.centred_of(kosh.column_of(state, 1));
	b kosh.centred := kosh.centred_of(kosh.column_of(state, 0));
	n integer := cardinality(a.far);
BEGIN
	IF n < 2 OR n IS NULL THEN
		RETURN NULL;
	ELSIF a.constant OR b.constant THEN
		RETURN 0;
	END IF;
	RETURN kosh.finite(kosh.scaled(kosh.products(a.far, b.far) / (n - 1),
		a.exponent + b.exponent));
END
$$;

CREATE OR REPLACE AGGREGATE kosh.covariance(VARIADIC double precision[]) (
	sfunc = array_cat, stype = double precision[], initcond = '{}',
	finalfunc = kosh.covariance_end
);

-- Of y by x, in units of y's power of two over x's.
CREATE OR REPLACE FUNCTION kosh.slope_of(x kosh.centred, y kosh.centred)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN cardinality((x).far) < 2 OR (x).constant THEN NULL
		WHEN (y).constant THEN 0
		ELSE kosh.products((x).far, (y).far)
			/ kosh.products((x).far, (x).far) END
$$;

CREATE OR REPLACE FUNCTION kosh.slope_end(state double precision[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.finite(kosh.scaled(kosh.slope_of(x, y),
		y.exponent - x.exponent))
	FROM kosh.centred_of(kosh.column_of(state, 1)) AS y,
		kosh.centred_of(kosh.column_of(state, 0)) AS x
$$;

CREATE OR REPLACE AGGREGATE kosh.slope(VARIADIC double precision[]) (
	sfunc = array_cat, stype = double precision[], initcond = '{}',
	finalfunc = kosh.slope_end
);

CREATE OR REPLACE FUNCTION kosh.intercept_end(state double precision[])
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT kosh.finite(kosh.scaled(
		y.mean - kosh.slope_of(x, y) * x.mean, y.exponent))
	FROM kosh.centred_of(kosh.column_of(state, 1)) AS y,
		kosh.centred_of(kosh.column_of(state, 0)) AS x
$$;

CREATE OR REPLACE AGGREGATE kosh.intercept(VARIADIC double precision[]) (
	sfunc = array_cat, stype = double precision[], initcond = '{}',
	finalfunc = kosh.intercept_end
);
