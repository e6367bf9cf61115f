-- SPDX-License-Identifier: MIT
-- title: Which areas lie in each region, by when regions were last derived
-- about: regions
-- unit: none: codes
-- source: region_now
--
-- 1. It holds the rows of region_now. Places and leaders are by these; other
--    ones by now make them stale (derived).
-- It lies in the order in which it is asked for, so that nothing has to be
-- sorted again for each edition.
CREATE TABLE region_area (
	scheme TEXT NOT NULL,
	region TEXT NOT NULL,
	area TEXT NOT NULL,
	PRIMARY KEY (scheme, region, area)
) STRICT, WITHOUT ROWID;
-- And by area, from what an edition lists.
CREATE INDEX region_of_area ON region_area (area);

-- for all datasets
INSERT INTO region_area (scheme, region, area)
SELECT scheme, region, area FROM region_now;
