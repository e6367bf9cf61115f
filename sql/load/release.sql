-- SPDX-License-Identifier: MIT
-- A release, staged; what the press printed (?19) is aside. One that is there
-- already is read anew: it keeps its id, and stays current if it is.
INSERT INTO release (dataset, edition, release, state, published, file, url,
	official, bytes, fetched, loaded, recipe, final_url, status, etag,
	last_modified, content_type, agent, again, source)
VALUES (?1, ?2, ?3, CASE ?19 WHEN 'press' THEN 'aside' ELSE 'staged' END, ?4, ?5,
	?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
ON CONFLICT (dataset, edition, release) DO UPDATE SET
	refused = NULL,
	state = CASE WHEN ?19 = 'press' THEN 'aside'
		WHEN state = 'current' THEN 'current' ELSE 'staged' END,
	published = ?4, file = ?5, url = ?6, official = ?7,
	bytes = ?8, fetched = ?9, loaded = ?10, recipe = ?11, final_url = ?12,
	status = ?13, etag = ?14, last_modified = ?15, content_type = ?16,
	agent = ?17, again = ?18, source = ?19
RETURNING release_id, state, forced;
