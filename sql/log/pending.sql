-- SPDX-License-Identifier: MIT
-- What happened and is not in the log yet, in the order in which it did.
--
-- 1. What should be JSON and is none is given as a text in an object.
-- 2. inputs and outputs stand in detail as arrays, and in the log beside it.
SELECT event_id, id, time, actor ->> '$.run', actor ->> '$.user',
	actor ->> '$.host', actor ->> '$.tool', actor ->> '$.version',
	CASE json_type(actor, '$.arguments') WHEN 'array'
		THEN actor -> '$.arguments' END AS arguments,
	event, dataset, edition, release,
	json_remove(detail, '$.inputs', '$.outputs') AS detail,
	CASE json_type(detail, '$.inputs') WHEN 'array'
		THEN detail -> '$.inputs' END AS inputs,
	CASE json_type(detail, '$.outputs') WHEN 'array'
		THEN detail -> '$.outputs' END AS outputs
FROM (
	SELECT event_id, id, time, event, dataset, edition, release,
		CASE WHEN json_valid(actor) THEN actor
			ELSE json_object('text', actor) END AS actor,
		CASE WHEN NOT json_valid(detail)
			THEN json_object('text', detail)
			WHEN json_type(detail) <> 'object'
			THEN json_object('text', json(detail))
			ELSE detail END AS detail
	FROM event
)
ORDER BY event_id;
