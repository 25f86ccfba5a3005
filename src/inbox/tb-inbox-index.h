/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbSlotFlags:
 * @TB_SLOT_UNREAD: it was not read yet
 * @TB_SLOT_URGENT: it is urgent
 * @TB_SLOT_PENDING: it waits to be acknowledged
 * @TB_SLOT_UNSAVED: it is not on the disk yet
 * @TB_SLOT_CHANGED: what the disk has of it besides its texts is not true any more
 *
 * How a notification stands.
 */
typedef enum
{
  TB_SLOT_UNREAD = 1 << 0,
  TB_SLOT_URGENT = 1 << 1,
  TB_SLOT_PENDING = 1 << 2,
  TB_SLOT_UNSAVED = 1 << 3,
  TB_SLOT_CHANGED = 1 << 4,
} TbSlotFlags;

/**
 * TbInboxSlot:
 * @number: which notification
 * @received_at: when it came, in microseconds since the Unix epoch, UTC
 * @account: whose it is, for tb_inbox_index_get_account()
 * @flags: how it stands, #TbSlotFlags
 *
 * What is held in memory of every notification: 24 bytes.
 */
typedef struct
{
  gint64 number;
  gint64 received_at;
  guint16 account;
  guint16 flags;
} TbInboxSlot;

/**
 * TbInboxIndex:
 *
 * The order of an inbox, the oldest first and those of one time by their numbers, and its counts.
 */
typedef struct _TbInboxIndex TbInboxIndex;

/**
 * tb_inbox_index_new:
 *
 * Returns: (transfer full): an empty index
 */
TbInboxIndex *tb_inbox_index_new (void);

/**
 * tb_inbox_index_free:
 * @self: (nullable) (transfer full): an index
 *
 * Frees it.
 */
void tb_inbox_index_free (TbInboxIndex *self);

/**
 * tb_inbox_index_clear:
 * @self: an index
 *
 * Forgets all slots.
 */
void tb_inbox_index_clear (TbInboxIndex *self);

/**
 * tb_inbox_index_get_length:
 * @self: an index
 *
 * Returns: how many slots there are
 */
guint tb_inbox_index_get_length (const TbInboxIndex *self);

/**
 * tb_inbox_index_get:
 * @self: an index
 * @i: less than its length
 *
 * Returns: (transfer none): a slot, valid until the index changes
 */
const TbInboxSlot *tb_inbox_index_get (const TbInboxIndex *self, guint i);

/**
 * tb_inbox_index_insert:
 * @self: an index
 * @number: number of a notification that is not in it
 * @received_at: when it came
 * @account_id: whose it is
 * @flags: how it stands
 *
 * Adds a slot at its place; quickly if that is the end.
 *
 * Returns: its place
 */
guint tb_inbox_index_insert (
    TbInboxIndex *self, gint64 number, gint64 received_at, const char *account_id, guint flags);

/**
 * tb_inbox_index_find:
 * @self: an index
 * @number: number of a notification
 * @received_at: when it came
 * @i: (out): its place
 *
 * Returns: whether it is there
 */
gboolean
tb_inbox_index_find (const TbInboxIndex *self, gint64 number, gint64 received_at, guint *i);

/**
 * tb_inbox_index_remove:
 * @self: an index
 * @i: less than its length
 *
 * Removes a slot.
 */
void tb_inbox_index_remove (TbInboxIndex *self, guint i);

/**
 * tb_inbox_index_change:
 * @self: an index
 * @i: less than its length
 * @set: flags to set
 * @clear: flags to clear
 *
 * Changes how a notification stands.
 */
void tb_inbox_index_change (TbInboxIndex *self, guint i, guint set, guint clear);

/**
 * tb_inbox_index_get_account:
 * @self: an index
 * @slot: one of its slots
 *
 * Returns: id of the account whose notification it is
 */
const char *tb_inbox_index_get_account (const TbInboxIndex *self, const TbInboxSlot *slot);

/**
 * tb_inbox_index_count:
 * @self: an index
 * @flags: %TB_SLOT_UNREAD, alone or with %TB_SLOT_URGENT; or %TB_SLOT_PENDING, %TB_SLOT_UNSAVED or
 *   %TB_SLOT_CHANGED
 *
 * Returns: how many slots have all of @flags
 */
guint tb_inbox_index_count (const TbInboxIndex *self, guint flags);

/**
 * tb_inbox_index_count_unread_of:
 * @self: an index
 * @account_id: an account
 *
 * Returns: how many of its slots are unread
 */
guint tb_inbox_index_count_unread_of (const TbInboxIndex *self, const char *account_id);

/**
 * tb_inbox_index_choose_victim:
 * @self: an index
 * @spare_pending: whether what waits to be acknowledged never goes
 * @i: (out): the place of what is to go
 *
 * Chooses what makes room for another: the oldest that was read, else the oldest; what waits to
 * be acknowledged goes last or, if @spare_pending, not at all.
 *
 * Returns: whether anything may go
 */
gboolean tb_inbox_index_choose_victim (const TbInboxIndex *self, gboolean spare_pending, guint *i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbInboxIndex, tb_inbox_index_free)

G_END_DECLS
