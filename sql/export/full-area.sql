-- SPDX-License-Identifier: MIT
-- Every area that a current release has a figure of, by name.
--
-- 1. figures counts those that are given, in all editions.
-- full-member.sql gives the columns behind these and must keep the order of the
-- rows.
SELECT area_name(a.area, a.name) AS name, a.area, a.iso2, a.m49,
	spoken('word', a.kind) AS kind, x.figures
FROM (
	SELECT o.area, count(o.value) AS figures
	FROM release AS r
	CROSS JOIN observation AS o ON o.release_id = r.release_id
	WHERE r.dataset = :dataset AND r.state = 'current'
	GROUP BY o.area
) AS x
JOIN area AS a ON a.area = x.area
ORDER BY a.name, a.area;
