-- SPDX-License-Identifier: MIT
-- A release is to count whatever was found in it, because of ?4. The same reason
-- again is no news.
INSERT INTO event (time, actor, event, dataset, edition, release, detail)
SELECT moment(), actor(), 'force', dataset, edition, release,
	json_object('reason', ?4)
FROM release
WHERE dataset = ?1 AND edition = ?2 AND release = ?3 AND forced IS NOT ?4;
