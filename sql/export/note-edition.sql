-- SPDX-License-Identifier: MIT
-- How the edition is published: one row.
--
-- 1. direction is that of its overall score; where it has none, that of the
--    edition. ranks is NULL then.
-- 2. period is that of its ranking, or else of the edition.
SELECT e.ties, e.ties_decimals, coalesce(t.direction, e.direction) AS direction,
	t.ranks, coalesce(t.period, e.period) AS period,
	plain(e.scale_min) AS least,
	plain(e.scale_max) AS most
FROM edition AS e
LEFT JOIN standing_edition AS t
	ON t.dataset = e.dataset AND t.edition = e.edition
WHERE e.dataset = :dataset AND e.edition = :edition;
