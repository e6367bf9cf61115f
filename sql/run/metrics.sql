-- SPDX-License-Identifier: MIT
-- What the database holds, as metrics: name, labels as Prometheus writes them,
-- value.
--
-- 1. observations are those of the current releases; releases all that there
--    are, by state.
-- 2. findings are open ones of releases that are neither superseded nor held;
--    those that are waived have a severity of their own.
-- 3. restatements are releases of an edition behind its first one, as far as the
--    publisher made them; what the press printed is none.
-- 4. A dataset without any of these has the metric with 0, so that an alarm
--    finds it.
WITH counted (metric, dataset, label, text, n) AS (
	SELECT 'kosh_observations', r.dataset, NULL, NULL, count(*)
	FROM release AS r
	JOIN observation AS o ON o.release_id = r.release_id
	WHERE r.dataset = :dataset AND r.state = 'current'
	GROUP BY r.dataset
	UNION ALL
	SELECT 'kosh_releases', r.dataset, 'state', r.state, count(*)
	FROM release AS r
	WHERE r.dataset = :dataset
	GROUP BY r.dataset, r.state
	UNION ALL
	SELECT 'kosh_findings', r.dataset, 'severity',
		CASE f.waived WHEN 1 THEN 'waived' ELSE f.severity END, count(*)
	FROM finding AS f
	JOIN release AS r ON r.release_id = f.release_id
	WHERE r.dataset = :dataset
		AND r.state NOT IN ('superseded', 'held', 'aside')
	GROUP BY r.dataset, 4
	UNION ALL
	SELECT 'kosh_restatements', r.dataset, NULL, NULL,
		count(*) - count(DISTINCT r.edition)
	FROM release AS r
	WHERE r.dataset = :dataset AND r.source <> 'press'
		AND r.refused IS NULL
	GROUP BY r.dataset
),
due (metric, label, text) AS (
	VALUES ('kosh_observations', NULL, NULL),
		('kosh_releases', 'state', 'current'),
		('kosh_releases', 'state', 'quarantined'),
		('kosh_releases', 'state', 'held'),
		('kosh_findings', 'severity', 'error'),
		('kosh_findings', 'severity', 'warning'),
		('kosh_findings', 'severity', 'info'),
		('kosh_findings', 'severity', 'waived'),
		('kosh_restatements', NULL, NULL)
),
told (metric, label, text, n) AS (
	SELECT c.metric, c.label, c.text, c.n
	FROM counted AS c
	UNION ALL
	SELECT d.metric, d.label, d.text, 0
	FROM due AS d
	WHERE NOT EXISTS (
		SELECT 1
		FROM counted AS c
		WHERE c.metric = d.metric AND c.label IS d.label
			AND c.text IS d.text)
)
SELECT metric, coalesce(label || '="' || text || '"', '') AS labels, n
FROM told
ORDER BY metric, text;
