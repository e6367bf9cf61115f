-- SPDX-License-Identifier: MIT
-- What a figure is about, in one row.
--
-- Parameters: :dataset, :edition, :indicator, :area
-- 1. indicator_label is NULL where the edition has no such indicator, area_name
--    where the database knows no such area.
-- 2. decimals, unit and scale are those of the indicator; NULL where nobody
--    stated them.
SELECT d.title, d.publisher, d.licence, e.regime, n.label AS indicator_label,
	n.unit, n.decimals, n.scale_min, n.scale_max, n.direction, e.areas,
	(SELECT a.name FROM area AS a WHERE a.area = :area) AS area_name
FROM edition AS e
JOIN dataset AS d ON d.dataset = e.dataset
LEFT JOIN indicator AS n
	ON n.dataset = e.dataset AND n.edition = e.edition
		AND n.indicator = :indicator
WHERE e.dataset = :dataset AND e.edition = :edition;
