/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-store-connection.h"
#include "inbox/tb-store-place.h"

G_BEGIN_DECLS

/**
 * tb_store_opening_run:
 * @place: where the database is
 * @damage: (nullable): what is known to be wrong with it already
 * @may_set_aside: whether a database that is of no use may be set aside
 * @notice: (out) (transfer full) (nullable): a sentence for the user if one was
 * @error: return location for an error, or %NULL
 *
 * Opens the inbox's database, makes it if there is none, and brings it to this version. One that is
 * damaged, of another program or of a newer version is set aside, and an empty one made in
 * its place.
 *
 * Returns: (transfer full): a connection, or %NULL with a %TB_INBOX_ERROR
 */
TbStoreConnection *tb_store_opening_run (TbStorePlace *place,
                                         const GError *damage,
                                         gboolean may_set_aside,
                                         char **notice,
                                         GError **error);

G_END_DECLS
