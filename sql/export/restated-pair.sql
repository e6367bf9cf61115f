-- SPDX-License-Identifier: MIT
-- The pairs of releases of one edition, and how many figures the later one
-- changed.
--
-- 1. state and published are those of the releases; the newest edition first, of
--    an edition as they came.
SELECT p.edition,
	substr(f.release, 1, 12)
		|| CASE f.source WHEN 'press'
			THEN ' ' || spoken('word', f.source) ELSE '' END
		AS release_from,
	spoken('word', f.state) AS state_from, f.published AS published_from,
	substr(t.release, 1, 12)
		|| CASE t.source WHEN 'press'
			THEN ' ' || spoken('word', t.source) ELSE '' END
		AS release_to,
	spoken('word', t.state) AS state_to, t.published AS published_to,
	count(c.kind) FILTER (WHERE c.kind = 'correction') AS corrections,
	count(c.kind) FILTER (WHERE c.kind = 'removed') AS removed,
	count(c.kind) FILTER (WHERE c.kind = 'added') AS added,
	count(c.kind) FILTER (WHERE c.kind = 'rounding') AS roundings
FROM release_pair AS p
CROSS JOIN release AS f ON f.release_id = p.from_release
CROSS JOIN release AS t ON t.release_id = p.to_release
LEFT JOIN restated_figure AS c
	ON c.from_release = p.from_release AND c.to_release = p.to_release
GROUP BY p.from_release, p.to_release
ORDER BY p.ordinal DESC, p.n, p.from_release;
