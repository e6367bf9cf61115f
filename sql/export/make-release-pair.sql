-- SPDX-License-Identifier: MIT
-- The temporary table release_pair: which releases of one edition are held
-- against each other.
--
-- 1. A workbook is held against the one before it, as they came (release_turn).
--    What the press printed is held against the first workbook after it, or
--    where none came against the last one before.
-- 2. part is 1 where one of them is of the press: only a part of it is known.
-- 3. A release of which nothing was read has no part in this.
WITH came AS MATERIALIZED (
	SELECT r.release_id, r.edition, e.ordinal, r.source = 'press' AS press,
		row_number() OVER (PARTITION BY r.edition ORDER BY t.turn DESC)
			AS n
	FROM release AS r
	CROSS JOIN release_turn AS t ON t.release_id = r.release_id AND t.last
	CROSS JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
	WHERE r.dataset = :dataset AND EXISTS (
			SELECT 1 FROM observation AS o
			WHERE o.release_id = r.release_id)
		-- most editions have one, and no pair
		AND EXISTS (
			SELECT 1 FROM release AS x
			WHERE x.dataset = r.dataset AND x.edition = r.edition
				AND x.release_id <> r.release_id)
)
SELECT l.ordinal, l.edition, f.release_id AS from_release,
	l.release_id AS to_release, f.press OR l.press AS part, l.n
FROM came AS f
JOIN came AS l ON l.edition = f.edition AND l.n > f.n
WHERE NOT (f.press AND l.press) AND NOT EXISTS (
	SELECT 1 FROM came AS b
	WHERE b.edition = f.edition AND b.n > f.n AND NOT b.press
		AND (l.press OR b.n < l.n));
