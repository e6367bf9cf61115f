-- SPDX-License-Identifier: MIT
DELETE FROM finding
WHERE release_id IN (SELECT release_id FROM pushed_differ);
