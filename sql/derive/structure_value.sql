-- SPDX-License-Identifier: MIT
-- title: The figures that tell of the structure of a release
-- about: structure
-- unit: that of the indicator, or the points of its score
-- source: structure_column
--
-- 1. Of each indicator they are those of its column (measure, period) that are
--    given; of a figure on several sheets the one that counts.
CREATE VIEW structure_value AS
SELECT c.release_id, c.indicator_id, o.area, o.value
FROM structure_column AS c
CROSS JOIN observation AS o
	ON o.release_id = c.release_id AND o.indicator_id = c.indicator_id
		AND o.measure = c.measure AND o.period = c.period
WHERE o.place = 0 AND o.value IS NOT NULL;
