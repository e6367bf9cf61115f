-- SPDX-License-Identifier: MIT
-- title: Whether regions are something else than when they were last derived
-- about: regions
-- unit: none: 1 or 0
-- source: region_now, region_area
--
-- 1. It has one row, and changed is 1 or 0.
-- Neither has a row twice, so that counting tells.
CREATE VIEW region_changed (changed) AS
SELECT count(w.area) <> count(*)
	OR count(*) <> (SELECT count(*) FROM region_area)
FROM region_now AS n
LEFT JOIN region_area AS w
	ON w.scheme = n.scheme AND w.region = n.region AND w.area = n.area;
