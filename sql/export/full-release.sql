-- SPDX-License-Identifier: MIT
-- Every release that the database has, the newest edition first, the current one
-- of an edition before the others.
--
-- 1. short is the start of the hash, as it stands beside each observation;
--    sha256 is the whole of it.
-- 2. content is a hash of what was read: the same for two releases that say the
--    same in other bytes.
-- 3. official says whether the bytes are those that the spec pins.
SELECT r.edition, substr(r.release, 1, 12) AS short,
	spoken('word', r.state) AS state, spoken('word', r.source) AS source,
	r.published, spoken('word', CASE r.official WHEN 1 THEN 'yes'
		WHEN 0 THEN 'no' ELSE 'not pinned' END) AS official,
	r.bytes, (SELECT count(*) FROM observation AS o
	WHERE o.release_id = r.release_id) AS observations,
	r.fetched, r.loaded, r.file, r.url, r.release AS sha256, r.content,
	r.forced
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset
ORDER BY e.ordinal DESC, r.state <> 'current', r.published DESC, r.release;
