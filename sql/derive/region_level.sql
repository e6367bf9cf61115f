-- SPDX-License-Identifier: MIT
-- title: How far each region stands below the top of its scheme
-- about: regions
-- unit: level: steps, counted from 0
-- source: raw/areas: regions.csv
--
-- 1. level is 0 for a region that lies in no other, and one more than that of
--    its parent for the others. In m49 the World is 0, Asia 1, Central Asia 2.
CREATE VIEW region_level AS
WITH RECURSIVE below (scheme, region, name, parent, level) AS (
	SELECT scheme, region, name, parent, 0
	FROM region
	WHERE parent IS NULL
	UNION ALL
	SELECT g.scheme, g.region, g.name, g.parent, b.level + 1
	FROM below AS b
	JOIN region AS g ON g.scheme = b.scheme AND g.parent = b.region
)
SELECT scheme, region, name, parent, level FROM below;
