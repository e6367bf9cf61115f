-- SPDX-License-Identifier: MIT
-- What the region scheme is called: one row or none.
SELECT spoken('scheme', title) AS title FROM scheme WHERE scheme = :scheme;
