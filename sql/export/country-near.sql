-- SPDX-License-Identifier: MIT
-- The areas of the edition that somebody may have meant by :area, which is none
-- of them; three at the most, the likeliest first. Of an area that only other
-- editions have, its name without a code.
--
-- 1. The code of two letters, the name and its beginning come before a part of
--    the name, and that before a code with two of the same letters.
WITH asked AS MATERIALIZED (
	SELECT upper(:area) AS code, lower(:area) AS text
),
listed AS MATERIALIZED (
	SELECT a.area, a.iso2, a.name
	FROM area AS a
	WHERE EXISTS (
		SELECT 1
		FROM release AS r
		JOIN observation AS o
			ON o.release_id = r.release_id AND o.area = a.area
		WHERE r.dataset = :dataset AND r.edition = :edition
			AND r.state = 'current')
),
near AS (
	SELECT l.area, l.name,
		CASE WHEN l.area = k.code THEN 0 WHEN l.iso2 = k.code THEN 1
			WHEN lower(l.name) = k.text THEN 2
			WHEN length(k.text) < 3 THEN NULL
			WHEN instr(lower(l.name), k.text) = 1 THEN 3
			WHEN length(k.text) > 3 AND instr(lower(l.name), k.text)
			THEN 4
			WHEN length(k.code) = 3
				AND (substr(l.area, 1, 1) = substr(k.code, 1, 1))
				+ (substr(l.area, 2, 1) = substr(k.code, 2, 1))
				+ (substr(l.area, 3, 1) = substr(k.code, 3, 1)) = 2
			THEN 5 END AS distance
	FROM listed AS l, asked AS k
)
SELECT code, name
FROM (
	SELECT NULL AS code, a.name, -1 AS distance
	FROM area AS a
	WHERE a.area = :area
	UNION ALL
	SELECT area, name, distance FROM near
	WHERE distance IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM area WHERE area = :area)
)
ORDER BY distance, code
LIMIT 3;
