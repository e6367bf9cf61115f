-- SPDX-License-Identifier: MIT
-- Where the server is the coordinator of a Citus cluster, observations lie on
-- its nodes by dataset, and each node has all of the small tables, in the order
-- in which they refer to each other.
DO $$
DECLARE
	small TEXT;
BEGIN
	IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') THEN
		FOR small IN
			SELECT c.relname
			FROM pg_class AS c
			JOIN pg_namespace AS n ON n.oid = c.relnamespace
			WHERE n.nspname = 'kosh' AND c.relkind = 'r'
				AND c.relname <> 'observation'
			ORDER BY c.oid
		LOOP
			PERFORM create_reference_table('kosh.' || small);
		END LOOP;
		PERFORM create_distributed_table('kosh.observation', 'dataset');
	END IF;
END
$$;
