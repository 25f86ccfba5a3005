/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbUpkeepTask:
 * @TB_UPKEEP_MOVE_LOG: move what is in the log into the database, and wait for the disk
 * @TB_UPKEEP_REMOVE: delete what was asked for, and what is left of accounts that are no more
 * @TB_UPKEEP_EXPIRE: forget ids and records that are too old
 * @TB_UPKEEP_CHECK: look whether the database is sound
 * @TB_UPKEEP_REBUILD: make the search index anew
 *
 * What there is to do besides reading and writing.
 */
typedef enum
{
  TB_UPKEEP_MOVE_LOG = 1 << 0,
  TB_UPKEEP_REMOVE = 1 << 1,
  TB_UPKEEP_EXPIRE = 1 << 2,
  TB_UPKEEP_CHECK = 1 << 3,
  TB_UPKEEP_REBUILD = 1 << 4,
} TbUpkeepTask;

/**
 * TbUpkeepLimits:
 * @seen_days: for how many days an id is remembered
 * @seen_count: how many ids are remembered
 * @record_days: for how many days records are kept
 * @record_count: how many records are kept
 *
 * What is too old.
 */
typedef struct
{
  guint seen_days;
  guint seen_count;
  guint record_days;
  guint record_count;
} TbUpkeepLimits;

/**
 * TbUpkeepDamagedFunc:
 * @user_data: what was given with the function
 *
 * Hears, in the main thread, that the database is damaged.
 */
typedef void (*TbUpkeepDamagedFunc) (gpointer user_data);

/**
 * TbStoreUpkeep:
 *
 * The thread that does what takes long, over a connection of its own. It runs only while there is
 * something to do. It writes in short steps and pauses between them, so that the main thread hardly
 * ever waits for it.
 */
typedef struct _TbStoreUpkeep TbStoreUpkeep;

/**
 * tb_store_upkeep_new:
 * @path: path of the database
 * @damaged: hears of damage
 * @user_data: for @damaged
 *
 * Returns: (transfer full): nothing is to be done yet
 */
TbStoreUpkeep *
tb_store_upkeep_new (const char *path, TbUpkeepDamagedFunc damaged, gpointer user_data);

/**
 * tb_store_upkeep_free:
 * @self: (nullable) (transfer full): the upkeep
 *
 * Ends the thread, with whatever step it is at, and frees @self.
 */
void tb_store_upkeep_free (TbStoreUpkeep *self);

/**
 * tb_store_upkeep_set_limits:
 * @self: the upkeep
 * @limits: what is too old from now on
 */
void tb_store_upkeep_set_limits (TbStoreUpkeep *self, const TbUpkeepLimits *limits);

/**
 * tb_store_upkeep_request:
 * @self: the upkeep
 * @tasks: (type TbUpkeepTask): what is to be done
 *
 * Has it done soon.
 */
void tb_store_upkeep_request (TbStoreUpkeep *self, guint tasks);

/**
 * tb_store_upkeep_remove:
 * @self: the upkeep
 * @numbers: (array length=n_numbers): numbers of notifications
 * @n_numbers: how many
 *
 * Has them deleted soon.
 */
void tb_store_upkeep_remove (TbStoreUpkeep *self, const gint64 *numbers, gsize n_numbers);

/**
 * tb_store_upkeep_is_running:
 * @self: the upkeep
 *
 * Returns: whether there is something that is not done yet
 */
gboolean tb_store_upkeep_is_running (TbStoreUpkeep *self);

/**
 * tb_store_upkeep_wait:
 * @self: the upkeep
 *
 * Waits until everything that was asked for is done.
 */
void tb_store_upkeep_wait (TbStoreUpkeep *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbStoreUpkeep, tb_store_upkeep_free)

G_END_DECLS
