-- SPDX-License-Identifier: MIT
-- The pillars' figures, in the order of html-area.sql and html-pillar.sql. What
-- is missing has no row.
SELECT area, place AS pillar, value
FROM pillar_figure
ORDER BY line, place;
