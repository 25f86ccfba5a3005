/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-store-connection.h"

G_BEGIN_DECLS

/**
 * TB_STORE_VERSION:
 *
 * The version of the schema that this program writes, as `PRAGMA user_version` has it.
 */
#define TB_STORE_VERSION 4

/**
 * tb_store_schema_apply:
 * @connection: a connection to the inbox's database, or to an empty one
 * @error: return location for an error, or %NULL
 *
 * Brings a database of this or an older version to this one, in one transaction. It writes its
 * log ahead (WAL): readers never wait, and what is committed outlives the program.
 *
 * Returns: %FALSE with %TB_INBOX_ERROR_STORE_NEWER for one of a newer version,
 *   %TB_INBOX_ERROR_STORE_DAMAGED for one that is not the inbox's, or with what
 *   tb_store_connection_take_error() says
 */
gboolean tb_store_schema_apply (TbStoreConnection *connection, GError **error);

G_END_DECLS
