-- SPDX-License-Identifier: MIT
-- title: Where an area stood in each edition
-- about: trajectories
-- arguments: DATASET AREA
-- asks: derived
--
-- Parameters: :dataset, :area
-- Order: by edition. regime says which of them may be compared.
SELECT edition, regime, rank, score
FROM standing
WHERE dataset = :dataset AND area = :area
ORDER BY ordinal;
