-- SPDX-License-Identifier: MIT
-- x GLOB pattern and x NOT GLOB pattern, which are x @~ pattern and x !@~
-- pattern here: a server's operators are signs.

CREATE OR REPLACE FUNCTION kosh.is_like(x text, pattern text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT x ~ kosh.glob_expression(pattern)
$$;

CREATE OR REPLACE FUNCTION kosh.is_unlike(x text, pattern text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT x !~ kosh.glob_expression(pattern)
$$;

DO $$
BEGIN
	CREATE OPERATOR kosh.@~ (LEFTARG = text, RIGHTARG = text,
		FUNCTION = kosh.is_like);
	CREATE OPERATOR kosh.!@~ (LEFTARG = text, RIGHTARG = text,
		FUNCTION = kosh.is_unlike);
EXCEPTION WHEN duplicate_function THEN
	NULL;
END
$$;
