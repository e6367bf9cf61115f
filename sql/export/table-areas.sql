-- SPDX-License-Identifier: MIT
-- Resource areas of the folder of CSV: every area that the database knows.
--
-- 1. region is its most specific one of M49; it belongs to those above as well.
SELECT a.area, a.name, a.iso2, a.m49, a.kind, m.region
FROM area AS a
LEFT JOIN member AS m ON m.scheme = 'm49' AND m.area = a.area
ORDER BY a.area;
