-- SPDX-License-Identifier: MIT
-- What rules that are asked now look at: the releases, what was read of each, what
-- it is compared with and whether it is spared; and what V901 knows of servers.
-- Two who are told the same rows find the same. Reads the tables of compare.sql.
-- Parameter: :dataset.
SELECT k.release_id, k.ordinal, k.before_id, k.last_id, k.judged, k.settled,
	k.same, k.wide, s.regime, s.dated, s.turn, s.may, s.top, r.refused,
	r.recipe, r.content, p.release_id AS spared, date(moment()) AS today
FROM known AS k
JOIN release AS r ON r.release_id = k.release_id
LEFT JOIN sound AS s
	ON s.dataset = r.dataset AND s.ordinal = k.ordinal
		AND s.release_id = k.release_id
LEFT JOIN spared AS p ON p.release_id = k.release_id
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
	url, edition, file, checked, outcome, answered
FROM source
WHERE dataset = :dataset
ORDER BY 1, 14, 15;
