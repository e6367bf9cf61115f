-- SPDX-License-Identifier: MIT
-- The temporary table rank_change: how the areas stand in the edition and in the
-- one before (sql/derive/delta.sql). Without one before it has no rows.
SELECT area, rank_from, rank_to, delta, common_from, common_to, common_delta,
	comparable
FROM rank_delta
WHERE dataset = :dataset AND edition_from = :before AND edition_to = :edition;
