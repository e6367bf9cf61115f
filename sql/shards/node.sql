-- SPDX-License-Identifier: MIT
-- psql -f node.sql, on a server that is to hold a part of the observations of
-- another one, before coordinator.sql there.
CREATE SCHEMA kosh;
CREATE TABLE kosh.observation (
	release_id bigint NOT NULL,
	indicator_id bigint NOT NULL,
	measure text NOT NULL,
	period text NOT NULL,
	area text NOT NULL,
	place bigint NOT NULL,
	value double precision,
	raw text NOT NULL,
	sheet_id bigint NOT NULL,
	cell text NOT NULL,
	label_id bigint NOT NULL,
	dataset text NOT NULL,
	PRIMARY KEY (release_id, indicator_id, measure, period, area, place,
		dataset)
);
