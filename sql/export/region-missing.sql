-- SPDX-License-Identifier: MIT
-- The areas of :region that have neither a rank nor a score in the edition.
SELECT area_name(a.area, a.name) AS name
FROM region_area AS i
JOIN area AS a ON a.area = i.area
WHERE i.scheme = :scheme AND i.region = :region AND NOT EXISTS (
	SELECT 1 FROM standing AS s
	WHERE s.dataset = :dataset AND s.edition = :edition AND s.area = i.area
		AND (s.rank IS NOT NULL OR s.score IS NOT NULL))
ORDER BY a.name, a.area;
