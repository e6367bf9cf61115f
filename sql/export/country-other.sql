-- SPDX-License-Identifier: MIT
-- Whom an area is held against where the edition before is of another method:
-- one row or none.
--
-- 1. 0: who leads :region of :scheme, if that is another one.
-- 2. 1: else the nearest one in front of it; 2: of the first one, the next.
-- 3. Only areas with a score count; none is given for an area without one.
WITH own AS MATERIALIZED (
	SELECT line FROM standing
	WHERE dataset = :dataset AND edition = :edition AND area = :area
		AND score IS NOT NULL
)
SELECT s.area, area_name(a.area, a.name) AS name,
	CASE WHEN l.leader IS NOT NULL THEN 0 WHEN s.line < o.line THEN 1
		ELSE 2 END AS way
FROM own AS o
JOIN standing AS s
	ON s.dataset = :dataset AND s.edition = :edition AND s.area <> :area
		AND s.score IS NOT NULL
JOIN area AS a ON a.area = s.area
LEFT JOIN region_leader AS l
	ON l.dataset = :dataset AND l.edition = :edition AND l.scheme = :scheme
		AND l.region = :region AND l.leader = s.area
ORDER BY way, abs(s.line - o.line), s.line
LIMIT 1;
