-- SPDX-License-Identifier: MIT
-- The score of a node that a release does not give, made of its parts.
--
-- Parameters: :release_id, :dataset, :edition, :indicator, :period, :area
-- 1. The parts are the node's children. Each must have a score; else there is no
--    row, and none for a node that is no weighted mean or sum of its children.
-- 2. slack is how far the true figure may be from this one, as each part was
--    rounded: half a unit of the last place of its indicator, or where that is
--    not known of its text, weighted as the part is.
-- 3. about tells the parts with their texts, in the order of the tree.
-- Columns as in claim-figure; there is no cell.
SELECT CASE p.combine WHEN 'mean' THEN p.sum / p.weights ELSE p.sum END AS value,
	printf('%.4f', CASE p.combine WHEN 'mean' THEN p.sum / p.weights
		ELSE p.sum END) AS raw,
	NULL AS sheet, NULL AS cell, p.about,
	CASE p.combine WHEN 'mean' THEN p.slack / p.weights ELSE p.slack END
		AS slack
FROM (
	SELECT n.combine, sum(q.weight) AS weights,
		sum(q.weight * o.value) AS sum,
		sum(q.weight * CAST('0.5e-' || coalesce(q.decimals,
			CASE instr(o.raw, '.') WHEN 0 THEN 0
			ELSE length(o.raw) - instr(o.raw, '.') END) AS REAL))
			AS slack,
		group_concat(q.indicator || ' ' || o.raw, ', ') AS about,
		count(*) AS parts, count(o.value) AS given
	FROM indicator AS n
	JOIN (
		SELECT indicator_id, indicator, parent, weight, decimals
		FROM indicator
		WHERE dataset = :dataset AND edition = :edition
		ORDER BY ordinal
	) AS q ON q.parent = n.indicator
	LEFT JOIN observation AS o
		ON o.release_id = :release_id AND o.indicator_id = q.indicator_id
			AND o.measure = 'score' AND o.period = :period
			AND o.area = :area AND o.place = 0
	WHERE n.dataset = :dataset AND n.edition = :edition
		AND n.indicator = :indicator AND n.combine IN ('mean', 'sum')
) AS p
WHERE p.parts > 0 AND p.parts = p.given AND p.weights > 0;
