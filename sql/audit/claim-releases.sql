-- SPDX-License-Identifier: MIT
-- The releases of an edition, for a claim about it.
--
-- Parameters: :dataset, :edition, :moment (NULL: today)
-- 1. counts is 1 for the release that is current, or was as of the moment
--    (release_counting): the one that the claim is about. There may be none.
-- 2. period is that of the release's ranking (the view overall), or else the
--    edition's.
-- 3. Order: the release that counts, then the others as they would become
--    current, then those that cannot.
SELECT r.release_id, r.release, r.state, r.published, r.fetched,
	CASE WHEN :moment IS NULL THEN r.state = 'current'
		ELSE r.release_id IS (
			SELECT c.release_id
			FROM release_counting AS c
			WHERE c.dataset = :dataset AND c.edition = :edition
				AND c.known <= :moment
			ORDER BY c.place
			LIMIT 1) END AS counts,
	coalesce((SELECT w.period FROM overall AS w
		WHERE w.release_id = r.release_id), e.period) AS period,
	e.regime, e.rank_sign
FROM edition AS e
CROSS JOIN release AS r ON r.dataset = e.dataset AND r.edition = e.edition
LEFT JOIN release_order AS p ON p.release_id = r.release_id
WHERE e.dataset = :dataset AND e.edition = :edition
ORDER BY counts DESC, p.place NULLS LAST, r.release_id;
