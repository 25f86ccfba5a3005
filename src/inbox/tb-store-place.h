/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbStorePlace:
 *
 * Where the inbox's database is: a folder that only its owner can enter, with the database,
 * the two files that SQLite keeps beside it, and a lock that one program at a time has.
 */
typedef struct _TbStorePlace TbStorePlace;

/**
 * tb_store_place_new:
 * @folder: (nullable): path of the folder, or %NULL for `traybell` in the user's data folder
 *
 * Returns: (transfer full): the place; nothing is looked at yet
 */
TbStorePlace *tb_store_place_new (const char *folder);

/**
 * tb_store_place_free:
 * @self: (nullable) (transfer full): a place
 *
 * Gives the lock back and frees @self.
 */
void tb_store_place_free (TbStorePlace *self);

/**
 * tb_store_place_exists:
 * @self: a place
 *
 * Returns: whether there is a database, or anything else in its place
 */
gboolean tb_store_place_exists (TbStorePlace *self);

/**
 * tb_store_place_prepare:
 * @self: a place
 * @set_aside: (out) (transfer full) (nullable): where something went that was in the database's
 *   place and is none, or %NULL
 * @error: return location for an error, or %NULL
 *
 * Makes the folder (mode 0700) and an empty database (mode 0600) unless they are there, takes what
 * others may do from those that are, and takes the lock. Never follows a symbolic link in the
 * folder, nor the folder itself if it is one.
 *
 * Returns: %FALSE with %TB_INBOX_ERROR_STORE_UNUSABLE, %TB_INBOX_ERROR_STORE_FULL or, while another
 *   program has the lock, %TB_INBOX_ERROR_STORE_BUSY
 */
gboolean tb_store_place_prepare (TbStorePlace *self, char **set_aside, GError **error);

/**
 * tb_store_place_get_path:
 * @self: a place that is prepared
 *
 * Returns: path of the database, in which no folder is a symbolic link
 */
const char *tb_store_place_get_path (TbStorePlace *self);

/**
 * tb_store_place_set_aside:
 * @self: a place that is prepared
 * @error: return location for an error, or %NULL
 *
 * Renames the database and the two files beside it to `inbox.db.corrupt-` with the local date and
 * time, so that they can still be opened together. Nothing is overwritten or deleted.
 *
 * Returns: (transfer full): the database's new path, or %NULL with an error
 */
char *tb_store_place_set_aside (TbStorePlace *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbStorePlace, tb_store_place_free)

G_END_DECLS
