-- SPDX-License-Identifier: MIT
-- Resource releases: every release that the database has, the newest edition
-- first, the current one of an edition before the others.
SELECT r.edition, r.release, r.state, r.source, r.published, r.file, r.url,
	r.official, r.bytes, r.fetched, r.loaded, r.forced
FROM release AS r
JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
WHERE r.dataset = :dataset
ORDER BY e.ordinal DESC, r.state <> 'current', r.published DESC, r.release;
