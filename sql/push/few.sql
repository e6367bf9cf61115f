-- SPDX-License-Identifier: MIT
-- A row if the observations that were put are few among those that there were
-- when they were last counted: a tenth, as the server does it by itself.
--
-- $1 how many were put
SELECT 1
FROM pg_class
WHERE oid = 'observation'::regclass AND reltuples > 10 * $1::double precision;
