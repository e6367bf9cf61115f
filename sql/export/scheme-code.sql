-- SPDX-License-Identifier: MIT
-- The region schemes that there are.
SELECT scheme FROM scheme ORDER BY scheme;
