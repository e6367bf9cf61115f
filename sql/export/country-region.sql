-- SPDX-License-Identifier: MIT
-- The area with the most specific region of :scheme that it lies in; no row
-- where the edition does not have the area.
SELECT area_name(a.area, a.name) AS name, g.region,
	spoken('region', g.name) AS region_name
FROM area AS a
LEFT JOIN member AS m ON m.scheme = :scheme AND m.area = a.area
LEFT JOIN region AS g ON g.scheme = m.scheme AND g.region = m.region
WHERE a.area = :area AND EXISTS (
	SELECT 1
	FROM release AS r
	JOIN observation AS o ON o.release_id = r.release_id AND o.area = a.area
	WHERE r.dataset = :dataset AND r.edition = :edition
		AND r.state = 'current')
ORDER BY a.area;
