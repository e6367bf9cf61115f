-- SPDX-License-Identifier: MIT
-- title: From which releases the derived tables were made, and whether still so
-- about: content
-- arguments: DATASET
-- asks: derivation
-- source: derived
--
-- Parameters: :dataset
-- Order: by edition.
--
-- 1. now is the current release; why says what made its rows stale.
SELECT d.edition, d.state, d.why, d.release, d.now, d.made, d.kosh
FROM derived AS d
JOIN edition AS e ON e.dataset = d.dataset AND e.edition = d.edition
WHERE d.dataset = :dataset
ORDER BY e.ordinal;
