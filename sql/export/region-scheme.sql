-- SPDX-License-Identifier: MIT
-- The schemes whose regions the report shows.
--
-- 1. m49, worldbank, income, those of the dataset itself (which have its name)
--    and the one that was asked for (:scheme), as far as they are here. Those of
--    other publishers divide the world for their own index and are left out.
-- 2. M49 comes first, then the others by name.
SELECT scheme, spoken('scheme', title) AS title, source, dated
FROM scheme
WHERE scheme IN ('m49', 'worldbank', 'income', :dataset, :scheme)
ORDER BY scheme <> 'm49', scheme;
