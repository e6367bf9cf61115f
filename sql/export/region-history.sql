-- SPDX-License-Identifier: MIT
-- The areas of a region, as in region-member.sql, for their rank history.
SELECT area_name(a.area, a.name) AS name, l.area
FROM region_standing AS l
JOIN standing AS s
	ON s.dataset = l.dataset AND s.edition = l.edition AND s.area = l.area
JOIN area AS a ON a.area = l.area
WHERE l.dataset = :dataset AND l.edition = :edition AND l.scheme = :scheme
	AND l.region = :region
ORDER BY s.line;
