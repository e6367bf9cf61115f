-- SPDX-License-Identifier: MIT
-- The pillars' figures as cells: the row is the place in ranking.sql, the
-- column the place in pillar.sql, both from 0; and the area.
SELECT line, place, value, area
FROM pillar_figure
ORDER BY line, place;
