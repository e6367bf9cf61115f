-- SPDX-License-Identifier: MIT
-- A release that is no longer the current one steps down before another takes
-- its place: of an edition at most one is current, row by row.
UPDATE release AS t
SET state = p.state
FROM pushed_release AS p
WHERE t.dataset = p.dataset AND t.edition = p.edition AND t.release = p.release
	AND t.state = 'current' AND p.state <> 'current';
