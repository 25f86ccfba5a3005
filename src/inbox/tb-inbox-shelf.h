/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-inbox-entry.h"

G_BEGIN_DECLS

/**
 * TB_INBOX_SHELF_RECENT:
 *
 * How many entries stay at hand after whoever had them let them go: as many rows as the popover
 * has, so that they are not read from the disk each time it looks.
 */
#define TB_INBOX_SHELF_RECENT 32

/**
 * TbInboxShelf:
 *
 * The entries of an inbox that are in memory: those that somebody holds, so that all who ask for
 * one get the same, and the last few besides.
 */
typedef struct _TbInboxShelf TbInboxShelf;

/**
 * tb_inbox_shelf_new:
 *
 * Returns: (transfer full): an empty shelf
 */
TbInboxShelf *tb_inbox_shelf_new (void);

/**
 * tb_inbox_shelf_free:
 * @self: (nullable) (transfer full): a shelf
 *
 * Lets go of all entries and frees @self.
 */
void tb_inbox_shelf_free (TbInboxShelf *self);

/**
 * tb_inbox_shelf_add:
 * @self: a shelf
 * @entry: an entry that is on no shelf
 * @hold: whether it stays in memory until tb_inbox_shelf_release() or tb_inbox_shelf_drop()
 *
 * Puts an entry on the shelf. Unless @hold it leaves by itself when nobody else wants it.
 */
void tb_inbox_shelf_add (TbInboxShelf *self, TbInboxEntry *entry, gboolean hold);

/**
 * tb_inbox_shelf_hold:
 * @self: a shelf
 * @entry: an entry on it
 *
 * Keeps an entry in memory, because there is something about it that the disk does not have.
 */
void tb_inbox_shelf_hold (TbInboxShelf *self, TbInboxEntry *entry);

/**
 * tb_inbox_shelf_release:
 * @self: a shelf
 * @entry: an entry on it
 *
 * The disk has all of it now.
 */
void tb_inbox_shelf_release (TbInboxShelf *self, TbInboxEntry *entry);

/**
 * tb_inbox_shelf_drop:
 * @self: a shelf
 * @entry: an entry on it
 *
 * Takes an entry from the shelf: it is in the inbox no longer, whoever holds it.
 */
void tb_inbox_shelf_drop (TbInboxShelf *self, TbInboxEntry *entry);

/**
 * tb_inbox_shelf_find:
 * @self: a shelf
 * @number: number of a notification
 *
 * Returns: (transfer none) (nullable): its entry, if it is in memory
 */
TbInboxEntry *tb_inbox_shelf_find (TbInboxShelf *self, gint64 number);

/**
 * tb_inbox_shelf_find_by_id:
 * @self: a shelf
 * @id: id of a notification
 *
 * Returns: (transfer none) (nullable): its entry, if it is in memory
 */
TbInboxEntry *tb_inbox_shelf_find_by_id (TbInboxShelf *self, const char *id);

/**
 * tb_inbox_shelf_list:
 * @self: a shelf
 *
 * Returns: (transfer full) (element-type TbInboxEntry): all entries that are in memory, by their
 *   numbers
 */
GPtrArray *tb_inbox_shelf_list (TbInboxShelf *self);

/**
 * tb_inbox_shelf_forget:
 * @self: a shelf
 * @entry: an entry on it that is being disposed of
 *
 * For TbInboxEntry only.
 */
void tb_inbox_shelf_forget (TbInboxShelf *self, TbInboxEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbInboxShelf, tb_inbox_shelf_free)

G_END_DECLS
