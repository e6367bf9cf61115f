-- SPDX-License-Identifier: MIT
-- What an observation has on a server and not in a file.
--
-- 1. It names its dataset, so that observations can lie on several machines by
--    the hash of it. It stands last in the key: by the release they are found
--    as in a file.
-- 2. It has no foreign keys: a part of the table that lies elsewhere cannot
--    have them, and to look up five of them for each row takes longer than all
--    the rest. kosh-push maps each number when it puts a row and takes rows
--    away before what they refer to.
ALTER TABLE observation
	DROP CONSTRAINT observation_pkey,
	DROP CONSTRAINT observation_release_id_fkey,
	DROP CONSTRAINT observation_indicator_id_fkey,
	DROP CONSTRAINT observation_area_fkey,
	DROP CONSTRAINT observation_sheet_id_fkey,
	DROP CONSTRAINT observation_label_id_fkey,
	ADD COLUMN dataset TEXT NOT NULL;
ALTER TABLE observation
	ADD PRIMARY KEY (release_id, indicator_id, measure, period, area, place,
		dataset);
