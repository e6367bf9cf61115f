-- SPDX-License-Identifier: MIT
-- Whose regions the page speaks of: the schemes with an area in the edition.
SELECT spoken('scheme', c.title) AS title, c.source, c.dated
FROM scheme AS c
WHERE EXISTS (
	SELECT 1
	FROM member AS m
	JOIN standing AS s
		ON s.dataset = :dataset AND s.edition = :edition
			AND s.area = m.area
	WHERE m.scheme = c.scheme)
ORDER BY c.scheme <> :scheme, c.scheme;
