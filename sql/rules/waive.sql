-- SPDX-License-Identifier: MIT
-- What follows once the findings met the waivers: finding.waiver_id says which
-- waiver speaks of a finding, finding.waived whether it holds. Reads checked
-- (release_id).
--
-- 1. The first time that a waiver takes effect on findings of a release is an
--    event; a waiver whose words or day were changed takes effect anew.
-- 2. V902: a waiver that does not hold any more and speaks of findings which no
--    other waiver covers; once for each release.
-- 3. V903: a waiver that speaks of no finding, in the current release of its
--    edition, or else the last one loaded; where it is of all editions, of the
--    last of them. A waiver of all is not judged by a look at one edition, and
--    one of these rules never: what they find comes after it.
-- 4. V904: a waiver that names no release and waives findings of a release and
--    of one that was loaded before it in the same edition.
INSERT INTO event (time, actor, event, dataset, edition, release, detail)
SELECT moment(), actor(), 'waive', r.dataset, r.edition, r.release,
	'{"rule":' || json_quote(w.rule) || ',"place":' || json_quote(w.place)
		|| ',"who":' || json_quote(w.who)
		|| ',"why":' || json_quote(w.why)
		|| ',"until":' || json_quote(w.until)
		|| ',"findings":' || count(*) || '}'
FROM checked AS c
CROSS JOIN release AS r ON r.release_id = c.release_id
CROSS JOIN finding AS f ON f.release_id = c.release_id AND f.waived = 1
JOIN waiver AS w ON w.waiver_id = f.waiver_id
JOIN finding_seen AS s ON s.fingerprint = f.fingerprint
WHERE s.waived IS DISTINCT FROM '[' || json_quote(w.place)
	|| ',' || json_quote(w.who) || ',' || json_quote(w.why)
	|| ',' || json_quote(w.until) || ']'
GROUP BY w.waiver_id, r.release_id
ORDER BY w.line, r.release_id;

-- DISTINCT makes it begin with the few that are waived: it would else look for
-- each finding that was ever seen among all that are checked.
UPDATE finding_seen
SET waived = t.waiver
FROM (
	SELECT DISTINCT f.fingerprint,
		'[' || json_quote(w.place) || ',' || json_quote(w.who)
			|| ',' || json_quote(w.why)
			|| ',' || json_quote(w.until) || ']' AS waiver
	FROM checked AS c
	CROSS JOIN finding AS f ON f.release_id = c.release_id AND f.waived = 1
	JOIN waiver AS w ON w.waiver_id = f.waiver_id
) AS t
WHERE t.fingerprint = finding_seen.fingerprint
	AND finding_seen.waived IS DISTINCT FROM t.waiver;

INSERT INTO finding (stage, rule, severity, release_id, label, cells, message)
SELECT 'validate', 'V902', 'info', f.release_id, w.rule || ' ' || w.place,
	count(*),
	'the waiver of ' || w.rule || ' at ''' || w.place || ''' by ' || w.who
		|| ' ended on ' || w.until || ': '
		|| CASE count(*) WHEN 1 THEN 'a finding is'
			ELSE count(*) || ' findings are' END || ' open again'
FROM checked AS c
CROSS JOIN finding AS f ON f.release_id = c.release_id AND f.waived = 0
JOIN waiver AS w ON w.waiver_id = f.waiver_id
GROUP BY w.waiver_id, f.release_id
ORDER BY f.release_id, w.line;

INSERT INTO finding (stage, rule, severity, release_id, label, message)
SELECT 'validate', 'V903', 'info', t.release_id, t.rule || ' ' || t.place,
	'line ' || t.line || ' of waivers.csv waives ' || t.rule || ' at '''
		|| t.place || ''' and there is no such finding'
FROM (
	SELECT w.rule, w.place, w.line, r.release_id,
		row_number() OVER (
			PARTITION BY w.waiver_id
			ORDER BY e.ordinal DESC, r.state = 'current' DESC,
				r.release_id DESC) AS turn
	FROM checked AS c
	JOIN release AS r ON r.release_id = c.release_id
	JOIN edition AS e ON e.dataset = r.dataset AND e.edition = r.edition
	JOIN waiver AS w
		ON w.dataset = r.dataset
			AND (w.edition = r.edition OR (w.edition IS NULL
				AND NOT EXISTS (
					SELECT 1
					FROM release AS x
					LEFT JOIN checked AS k
						ON k.release_id = x.release_id
					WHERE x.dataset = r.dataset
						AND x.state <> 'aside'
						AND k.release_id IS NULL)))
	WHERE w.rule NOT IN ('V902', 'V903', 'V904') AND NOT EXISTS (
		SELECT 1
		FROM finding AS f
		JOIN release AS x ON x.release_id = f.release_id
		WHERE f.waiver_id = w.waiver_id)
) AS t
WHERE t.turn = 1
ORDER BY t.release_id, t.line;

INSERT INTO finding (stage, rule, severity, release_id, label, cells, message)
SELECT 'validate', 'V904', 'info', r.release_id, w.rule || ' ' || w.place,
	count(*),
	'the waiver of ' || w.rule || ' at ''' || w.place || ''' by ' || w.who
		|| ' waived findings of an earlier release and waives '
		|| count(*) || ' of this one'
FROM checked AS c
CROSS JOIN release AS r ON r.release_id = c.release_id
CROSS JOIN finding AS f ON f.release_id = c.release_id AND f.waived = 1
JOIN waiver AS w ON w.waiver_id = f.waiver_id
WHERE substr(w.place, length(coalesce(w.edition, '*')) + 1, 1) <> '@'
	AND EXISTS (
		SELECT 1
		FROM release AS x
		JOIN finding AS g ON g.release_id = x.release_id
		WHERE x.dataset = r.dataset AND x.edition = r.edition
			AND x.release_id < r.release_id
			AND g.waiver_id = w.waiver_id)
GROUP BY w.waiver_id, r.release_id
ORDER BY r.release_id, w.line;
