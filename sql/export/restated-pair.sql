-- SPDX-License-Identifier: MIT
-- The pairs of releases of one edition, and how many figures the later one
-- changed.
--
-- 1. state and published are those of the releases; the newest edition first, of
--    an edition as they came.
WITH counted AS MATERIALIZED (
	SELECT from_release, to_release,
		count(*) FILTER (WHERE kind = 'correction') AS corrections,
		count(*) FILTER (WHERE kind = 'removed') AS removed,
		count(*) FILTER (WHERE kind = 'added') AS added,
		count(*) FILTER (WHERE kind = 'rounding') AS roundings
	FROM restated_figure
	GROUP BY from_release, to_release
)
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
	coalesce(c.corrections, 0) AS corrections,
	coalesce(c.removed, 0) AS removed, coalesce(c.added, 0) AS added,
	coalesce(c.roundings, 0) AS roundings
FROM release_pair AS p
CROSS JOIN release AS f ON f.release_id = p.from_release
CROSS JOIN release AS t ON t.release_id = p.to_release
LEFT JOIN counted AS c
	ON c.from_release = p.from_release AND c.to_release = p.to_release
ORDER BY p.ordinal DESC, p.n, p.from_release;
