-- SPDX-License-Identifier: MIT
-- The releases of an edition that a trace may mean.
--
-- Parameters: :dataset, :edition, :release (the beginning of a sha256; NULL:
-- the current release)
-- 1. known_from is that of release_known. known_to is the moment from when one
--    was known that comes before it in release_counting; NULL where it still
--    counts or never did.
-- 2. current is the release that is current now; NULL where none is.
-- 3. period is that of the release's ranking (the view overall), or else the
--    edition's.
-- 4. Order: as they were loaded.
SELECT r.release_id, r.release, r.state, r.source, r.forced, r.published,
	k.known AS known_from,
	(SELECT min(c.known)
	FROM release_counting AS c
	WHERE c.dataset = r.dataset AND c.edition = r.edition
		AND c.release_id <> r.release_id AND c.known > k.known
		AND c.place < (
			SELECT min(s.place)
			FROM release_counting AS s
			WHERE s.release_id = r.release_id)) AS known_to,
	(SELECT c.release
	FROM release AS c
	WHERE c.dataset = r.dataset AND c.edition = r.edition
		AND c.state = 'current') AS current,
	r.file, r.url, r.final_url, r.official, r.bytes, r.fetched, r.again,
	r.status, r.etag, r.last_modified, r.content_type, r.agent, r.loaded,
	r.recipe, r.content,
	coalesce((SELECT w.period FROM overall AS w
		WHERE w.release_id = r.release_id), e.period) AS period
FROM edition AS e
JOIN release AS r ON r.dataset = e.dataset AND r.edition = e.edition
JOIN release_known AS k ON k.release_id = r.release_id
WHERE e.dataset = :dataset AND e.edition = :edition
	AND CASE WHEN :release IS NULL THEN r.state = 'current'
		ELSE substr(r.release, 1, length(:release)) = :release END
ORDER BY r.release_id;
