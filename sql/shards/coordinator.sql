-- SPDX-License-Identifier: MIT
-- psql -f coordinator.sql, once kosh-push --tables has made the tables and before
-- anything is put: the observations lie on other servers from then on, by the
-- hash of their dataset. These are all servers of postgres_fdw that are defined
-- (CREATE SERVER, CREATE USER MAPPING), in the order of their names; on each
-- node.sql was run before.
--
-- 1. The view overall stays what it is: it is made anew by its own text.
-- 2. A part that lies elsewhere has its key there and none here.
BEGIN;
SET LOCAL search_path = kosh, pg_catalog;
DO $$
DECLARE
	definition text := pg_get_viewdef('kosh.overall'::regclass);
	nodes text[] := ARRAY(
		SELECT s.srvname::text
		FROM pg_foreign_server AS s
		JOIN pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
		WHERE w.fdwname = 'postgres_fdw'
		ORDER BY s.srvname
	);
BEGIN
	IF EXISTS (SELECT 1 FROM observation) THEN
		RAISE 'observation has rows already';
	END IF;
	IF cardinality(nodes) = 0 THEN
		RAISE 'no server of postgres_fdw is defined';
	END IF;
	DROP VIEW overall;
	ALTER TABLE observation RENAME TO observation_here;
	CREATE TABLE observation (LIKE observation_here)
		PARTITION BY HASH (dataset);
	DROP TABLE observation_here;
	FOR i IN 1 .. cardinality(nodes) LOOP
		EXECUTE format('CREATE FOREIGN TABLE %I PARTITION OF observation
			FOR VALUES WITH (MODULUS %s, REMAINDER %s) SERVER %I
			OPTIONS (schema_name ''kosh'', table_name ''observation'')',
			'observation_' || i, cardinality(nodes), i - 1,
			nodes[i]);
	END LOOP;
	EXECUTE 'CREATE VIEW overall AS ' || definition;
END
$$;
COMMIT;
