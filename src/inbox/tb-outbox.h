/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-store.h"

G_BEGIN_DECLS

/**
 * TbMarkKind:
 * @TB_MARK_READ: one notification was read here
 * @TB_MARK_READ_ALL: all of an account's notifications that came before were read here
 *
 * What a web app is to be told.
 */
typedef enum
{
  TB_MARK_READ,
  TB_MARK_READ_ALL,
} TbMarkKind;

/**
 * TbMark:
 * @number: what tb_outbox_done() takes; marks are sent in the order of their numbers
 * @kind: what happened
 * @dedupe_id: the notification's id as the web app knows it; empty for %TB_MARK_READ_ALL
 * @made_at: when it happened, in microseconds since the Unix epoch, UTC
 * @n_failures: how often it was tried in vain
 *
 * Something that was done here and is to be told to the web app.
 */
typedef struct
{
  gint64 number;
  TbMarkKind kind;
  char *dedupe_id;
  gint64 made_at;
  guint n_failures;
} TbMark;

/**
 * tb_mark_free:
 * @self: (nullable) (transfer full): a mark
 *
 * Frees it.
 */
void tb_mark_free (TbMark *self);

#define TB_TYPE_OUTBOX (tb_outbox_get_type ())

/**
 * TbOutbox:
 *
 * What was read here and is still to be told to the web apps, in order and each once, whatever
 * happens to program and network meanwhile. Nothing here knows how it is told.
 *
 * A mark that was sent and not taken out before the program ended is sent again at the next start:
 * what is marked must be something that can be marked twice.
 *
 * Signals: `added` (const char *account_id) when there is more to tell for an account.
 */
G_DECLARE_FINAL_TYPE (TbOutbox, tb_outbox, TB, OUTBOX, GObject)

/**
 * tb_outbox_new:
 * @store: (nullable): where the marks are, referenced, or %NULL for memory only
 *
 * Returns: (transfer full): an outbox with the marks that wait since the last time
 */
TbOutbox *tb_outbox_new (TbStore *store);

/**
 * tb_outbox_add_read:
 * @self: an outbox
 * @account_id: an account
 * @dedupe_id: id of a notification as the web app knows it
 *
 * One notification was read here.
 *
 * Returns: %FALSE if that waits to be told already
 */
gboolean tb_outbox_add_read (TbOutbox *self, const char *account_id, const char *dedupe_id);

/**
 * tb_outbox_add_read_all:
 * @self: an outbox
 * @account_id: an account
 *
 * All of an account's notifications were read here. It stands for each of them that waits.
 */
void tb_outbox_add_read_all (TbOutbox *self, const char *account_id);

/**
 * tb_outbox_peek:
 * @self: an outbox
 * @account_id: an account
 * @most: how many marks are wanted, at least 1
 *
 * Looks at what is to be told next. It stays until tb_outbox_done().
 *
 * Returns: (transfer full) (element-type TbMark): marks in their order, maybe none; several of
 *   %TB_MARK_READ, or one of %TB_MARK_READ_ALL
 */
GPtrArray *tb_outbox_peek (TbOutbox *self, const char *account_id, guint most);

/**
 * tb_outbox_done:
 * @self: an outbox
 * @number: number of a mark
 *
 * The web app has it, or never will: it is not looked at any more.
 */
void tb_outbox_done (TbOutbox *self, gint64 number);

/**
 * tb_outbox_failed:
 * @self: an outbox
 * @number: number of a mark
 *
 * It could not be told now. It stays where it is.
 *
 * Returns: how often it has failed, this time included
 */
guint tb_outbox_failed (TbOutbox *self, gint64 number);

/**
 * tb_outbox_count:
 * @self: an outbox
 * @account_id: (nullable): an account, or %NULL for all
 *
 * Returns: how many marks wait
 */
guint tb_outbox_count (TbOutbox *self, const char *account_id);

/**
 * tb_outbox_remove_account:
 * @self: an outbox
 * @account_id: an account that is no more
 *
 * Forgets its marks.
 */
void tb_outbox_remove_account (TbOutbox *self, const char *account_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbMark, tb_mark_free)

G_END_DECLS
