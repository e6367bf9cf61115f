-- SPDX-License-Identifier: MIT
-- title: What each release ranks its areas by
-- about: standings
-- unit: none: ids and names
-- source: the view overall, the specs
--
-- 1. A release of which overall has a score or a rank has a row, whatever its
--    state; others have none.
-- 2. indicator_id and period say where its ranking is: see the view overall in
--    sql/schema/content.sql.
-- 3. direction says which score is the better one, rank_sign which rank: 1
--    where the best area is first, -1 where the worst is.
-- 4. scale_min and scale_max are the ends of the scale of overall.
-- It holds no rows. DISTINCT makes SQLite find the period once and not for each
-- area of who asks.
CREATE VIEW release_overall AS
SELECT DISTINCT r.release_id, r.dataset, r.edition, r.state, e.ordinal,
	e.regime, w.indicator_id, w.period, n.direction, e.rank_sign, n.scale_min,
	n.scale_max
FROM overall AS w
CROSS JOIN release AS r ON r.release_id = w.release_id
CROSS JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
CROSS JOIN indicator AS n ON n.indicator_id = w.indicator_id
WHERE w.period IS NOT NULL;
