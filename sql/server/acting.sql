-- SPDX-License-Identifier: MIT
-- The functions of the server that a text names and that do more than compute:
-- they wait, write, end what others do or run a text as SQL, which a
-- transaction that only reads does not keep from all of them. The server knows
-- them as volatile. The first of them by name.
--
-- 1. Any word of the text counts, wherever it stands: what is a word to us may
--    be part of a string to the server, and the other way round.
-- 2. Ours are harmless, and so are those that draw a number or tell the time.
-- 3. Some of extensions (tablefunc, xml2) run a text as SQL and say that they do
--    not: it might be put together of pieces that are no words.
--
-- Parameter: $1
SELECT p.proname
FROM pg_catalog.pg_proc AS p
WHERE (p.provolatile = 'v' OR p.proname ~ '^(connectby|crosstab|xpath_table)')
	AND p.prokind = 'f'
	AND p.pronamespace <> 'kosh'::regnamespace
	AND 'internal'::regtype <> ALL (p.proargtypes)
	AND p.proname NOT IN ('clock_timestamp', 'gen_random_uuid', 'random',
		'timeofday')
	AND lower(p.proname::text) IN (
		SELECT regexp_split_to_table(lower($1),
			'[][[:space:]"''().,;:|+*/<>=~!@#%^&?`{}\\-]+'))
ORDER BY p.proname
LIMIT 1
