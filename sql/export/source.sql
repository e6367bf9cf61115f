-- SPDX-License-Identifier: MIT
-- Every release that the database has, newest edition first, the current one
-- of an edition before the others.
--
-- 1. official says whether the bytes are those that the spec pins; "not
--    pinned" where it pins none.
-- 2. source says whether it is a workbook or what the press printed.
-- 3. forced is why a release counts whatever was found in it.
SELECT r.edition, spoken('word', r.state) AS state,
	spoken('word', r.source) AS source, coalesce(r.file, '') AS file,
	r.published,
	spoken('word', CASE r.official WHEN 1 THEN 'yes' WHEN 0 THEN 'no'
		ELSE 'not pinned' END) AS official,
	(SELECT count(*) FROM observation AS o
	WHERE o.release_id = r.release_id) AS observations,
	r.fetched, r.loaded, r.release, r.url, r.forced
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset
ORDER BY e.ordinal DESC, r.state <> 'current', r.published DESC, r.release;
