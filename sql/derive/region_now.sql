-- SPDX-License-Identifier: MIT
-- title: Which areas lie in each region, by the tables of today
-- about: regions
-- unit: none: codes
-- source: raw/areas: the schemes m49, worldbank, income and those of publishers
--
-- 1. An area lies in its most specific region and in all regions above it.
CREATE VIEW region_now AS
WITH RECURSIVE above (scheme, region, upper) AS (
	SELECT scheme, region, region FROM region
	UNION
	SELECT a.scheme, a.region, g.parent
	FROM above AS a
	CROSS JOIN region AS g
		ON g.scheme = a.scheme AND g.region = a.upper
	WHERE g.parent IS NOT NULL
)
SELECT m.scheme, a.upper AS region, m.area
FROM member AS m
CROSS JOIN above AS a ON a.scheme = m.scheme AND a.region = m.region;
