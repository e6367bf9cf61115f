-- SPDX-License-Identifier: MIT
-- The ten areas that rose most since the edition before, then the ten that fell
-- most.
--
-- 1. Of equal moves the better rank now stands first, then the name decides.
WITH move AS (
	SELECT a.name, d.area, d.rank_from, d.rank_to, d.delta,
		d.delta > 0 AS up,
		row_number() OVER (
			PARTITION BY d.delta > 0
			ORDER BY abs(d.delta) DESC,
				CASE t.ranks WHEN 'published' THEN t.rank_sign
					ELSE 1 END * d.rank_to, a.name, d.area
		) AS turn
	FROM rank_change AS d
	JOIN standing_edition AS t
		ON t.dataset = :dataset AND t.edition = :edition
	JOIN area AS a ON a.area = d.area
	WHERE d.delta <> 0
)
SELECT area_name(area, name) AS name, area, rank_from, rank_to, delta AS change
FROM move
WHERE turn <= 10
ORDER BY up DESC, turn;
