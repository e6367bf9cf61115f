-- SPDX-License-Identifier: MIT
-- Whether the derived rows of an edition are what would be derived now.
--
-- Parameters: :dataset, :edition
-- The view derived says why they are not; no row where nothing was derived and
-- nothing could be.
SELECT state, why, release, made, kosh
FROM derived
WHERE dataset = :dataset AND edition = :edition;
