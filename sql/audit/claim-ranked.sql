-- SPDX-License-Identifier: MIT
-- In which editions an area has a rank, in one row: for a claim that took the
-- rank of one edition for that of another.
--
-- Parameters: :dataset, :indicator, :area, :rank
-- 1. Of each edition the current release is asked, for the period of its ranking.
--    That is asked last, of the few that have the rank: + keeps it from the
--    index.
-- 2. Order: that of the editions. There is no row where no edition has it.
SELECT group_concat(h.edition, ', ') AS editions
FROM (
	SELECT e.edition
	FROM edition AS e
	CROSS JOIN release AS r
		ON r.dataset = e.dataset AND r.edition = e.edition
			AND r.state = 'current'
	CROSS JOIN indicator AS n
		ON n.dataset = e.dataset AND n.edition = e.edition
			AND n.indicator = :indicator
	CROSS JOIN observation AS o
		ON o.release_id = r.release_id
			AND o.indicator_id = n.indicator_id
			AND o.measure = 'rank' AND o.area = :area
			AND o.place = 0 AND o.value = :rank
			AND +o.period = (SELECT w.period FROM overall AS w
				WHERE w.release_id = r.release_id)
	WHERE e.dataset = :dataset
	ORDER BY e.ordinal
) AS h
HAVING count(*) > 0;
