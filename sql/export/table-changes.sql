-- SPDX-License-Identifier: MIT
-- Resource changes: what became of each area since the edition before.
--
-- 1. The columns are those of sql/derive/delta.sql: up is positive, and
--    score_change is empty between editions of two methods, where comparable is
--    no.
SELECT d.area, a.name, d.edition_from, d.edition_to, d.rank_from, d.rank_to,
	d.delta AS change, d.common_from, d.common_to,
	d.common_delta AS common_change, d.score_from, d.score_to,
	round(d.score_delta, max(decimals(d.score_from), decimals(d.score_to)))
		AS score_change,
	d.comparable, d.ranks
FROM rank_delta AS d
JOIN area AS a ON a.area = d.area
LEFT JOIN standing AS s
	ON s.dataset = :dataset AND s.edition = :edition AND s.area = d.area
WHERE d.dataset = :dataset AND d.edition_from = :before
	AND d.edition_to = :edition
ORDER BY s.line NULLS LAST, d.area;
