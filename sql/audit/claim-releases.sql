-- SPDX-License-Identifier: MIT
-- The releases of an edition, for a claim about it.
--
-- Parameters: :dataset, :edition, :moment (NULL: today)
-- 1. counts is 1 for the release that is current, or was as of the moment
--    (release_counting): the one that the claim is about. There may be none.
-- 2. period is that of the release's ranking (the view overall), or else the
--    edition's.
-- 3. A release is known from the moment that release_known says. A superseded
--    one counted until the first that comes before it in release_counting was
--    known; what the press printed of a release held until the first that counts
--    was known after it. Others have no end.
-- 4. What the press printed and was corrected in our file since is passed over:
--    of a file of the press only the release counts that came last.
-- 5. Order: the release that counts, then the others as they would become
--    current, then those that cannot.
SELECT r.release_id, r.release, r.state, r.published, k.known,
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
	e.regime, e.rank_sign, r.fetched, r.source, (
		SELECT min(c.known)
		FROM release_counting AS c
		WHERE c.dataset = r.dataset AND c.edition = r.edition
			AND c.release_id <> r.release_id AND c.known >= k.known
			AND CASE r.state WHEN 'aside' THEN 1
				WHEN 'superseded' THEN c.place < (
					SELECT min(o.place)
					FROM release_counting AS o
					WHERE o.release_id = r.release_id)
				END
	) AS replaced
FROM edition AS e
CROSS JOIN release AS r ON r.dataset = e.dataset AND r.edition = e.edition
JOIN release_known AS k ON k.release_id = r.release_id
WHERE e.dataset = :dataset AND e.edition = :edition
	AND NOT (r.source = 'press' AND EXISTS (
		SELECT 1
		FROM release AS l
		WHERE l.dataset = r.dataset AND l.edition = r.edition
			AND l.file = r.file AND l.source = 'press'
			AND (coalesce(l.again, l.fetched, l.loaded), l.release_id)
				> (coalesce(r.again, r.fetched, r.loaded),
					r.release_id)))
ORDER BY counts DESC, (
		SELECT p.place FROM release_order AS p
		WHERE p.release_id = r.release_id) NULLS LAST, r.release_id;
