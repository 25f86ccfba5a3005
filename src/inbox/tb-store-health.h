/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "inbox/tb-store-connection.h"

G_BEGIN_DECLS

/**
 * tb_store_health_is_sound:
 * @connection: a connection
 *
 * Looks through the whole database.
 *
 * Returns: %FALSE if it is damaged
 */
gboolean tb_store_health_is_sound (TbStoreConnection *connection);

/**
 * tb_store_health_move_log:
 * @connection: a connection
 *
 * Moves what was written to the log into the database.
 */
void tb_store_health_move_log (TbStoreConnection *connection);

/**
 * tb_store_health_rebuild_index:
 * @connection: a connection
 *
 * Makes the search index anew.
 *
 * Returns: %FALSE if the database is damaged
 */
gboolean tb_store_health_rebuild_index (TbStoreConnection *connection);

G_END_DECLS
