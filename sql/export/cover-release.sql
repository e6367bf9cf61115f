-- SPDX-License-Identifier: MIT
-- The files that the report is made from: the current release of each edition,
-- newest first. Bytes other than those that the spec pins are not called the
-- publisher's.
--
-- 1. Where the database is as of a moment the first line says so.
SELECT edition, file, short
FROM (
	SELECT 'As of ' || as_of AS edition,
		'With the releases that were known '
			|| CASE WHEN as_of = moment THEN 'then'
				ELSE 'at the end of that day (UTC)' END
			|| ', and none that came later' AS file,
		NULL AS short, NULL AS ordinal, NULL AS release
	FROM as_of
	UNION ALL
	SELECT r.edition,
		coalesce(r.file, 'unnamed')
			|| coalesce(' (published ' || r.published || ')', '')
			|| CASE r.official WHEN 0
				THEN ': not the publisher''s own bytes'
				ELSE '' END
			|| coalesce('; promoted by force: ' || r.forced, ''),
		'sha256 ' || substr(r.release, 1, 12), e.ordinal, r.release
	FROM release AS r
	JOIN edition AS e
		ON e.dataset = r.dataset AND e.edition = r.edition
	WHERE r.dataset = :dataset AND r.state = 'current'
)
ORDER BY ordinal DESC NULLS FIRST, release;
