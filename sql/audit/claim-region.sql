-- SPDX-License-Identifier: MIT
-- A region of a scheme by its id or its name, and what there is instead.
--
-- Parameters: :scheme (NULL: not said), :region
-- 1. In one row: the id, or NULL; the scheme, or NULL where there is none; the
--    schemes that have such a region; the regions that the scheme has; all
--    schemes. A name goes by its letters, whatever their case.
SELECT (
	SELECT g.region
	FROM region AS g
	WHERE g.scheme = :scheme
		AND (g.region = :region OR lower(g.name) = lower(:region))
	ORDER BY g.region = :region DESC, g.region
	LIMIT 1
) AS region, (
	SELECT s.scheme FROM scheme AS s WHERE s.scheme = :scheme
) AS scheme, (
	SELECT group_concat(h.scheme, ', ')
	FROM (
		SELECT DISTINCT g.scheme
		FROM region AS g
		WHERE g.region = :region OR lower(g.name) = lower(:region)
		ORDER BY g.scheme
	) AS h
) AS found_in, (
	SELECT group_concat(h.name, ', ')
	FROM (
		SELECT g.name FROM region AS g
		WHERE g.scheme = :scheme
		ORDER BY g.name
	) AS h
) AS regions, (
	SELECT group_concat(h.scheme, ', ')
	FROM (SELECT scheme FROM scheme ORDER BY scheme) AS h
) AS schemes;
