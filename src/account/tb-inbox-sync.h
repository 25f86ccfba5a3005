/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-inbox-adapter.h"
#include "inbox/tb-outbox.h"

G_BEGIN_DECLS

/* How many notifications are fetched at most after one interruption. */
#define TB_INBOX_SYNC_MOST 200

/**
 * TbInboxSync:
 *
 * Asks a web app, while there is a connection, for what came meanwhile, and tells it what was read
 * here. What fails is tried again with patience, and never given up.
 */
typedef struct _TbInboxSync TbInboxSync;

/**
 * TbInboxSyncFuncs:
 * @wants_more: whether more than @items are needed, the newest first, to know all that is new
 * @may_mark_all: whether everything that the web app has is known and was read here: then many
 * marks can be told as one
 * @fetched: @items were fetched, the newest first; @time is the time at the web app, or 0
 * @changed: something that can be asked for changed
 * @refused: the web app wants other credentials
 *
 * Who is told.
 */
typedef struct
{
  gboolean (*wants_more) (GPtrArray *items, gpointer user_data);
  gboolean (*may_mark_all) (gpointer user_data);
  void (*fetched) (GPtrArray *items, gint64 time, gpointer user_data);
  void (*changed) (gpointer user_data);
  void (*refused) (gpointer user_data);
} TbInboxSyncFuncs;

TbInboxSync *tb_inbox_sync_new (TbInboxAdapter *adapter,
                                TbOutbox *outbox,
                                const char *account_id,
                                PusherClock *clock,
                                const TbInboxSyncFuncs *funcs,
                                gpointer user_data);
void tb_inbox_sync_free (TbInboxSync *self);
void tb_inbox_sync_fetch (TbInboxSync *self);
void tb_inbox_sync_pause (TbInboxSync *self);
void tb_inbox_sync_send_marks (TbInboxSync *self);
void tb_inbox_sync_retry_now (TbInboxSync *self);
const GError *tb_inbox_sync_get_error (TbInboxSync *self);
gint64 tb_inbox_sync_get_fetched_at (TbInboxSync *self);
gint64 tb_inbox_sync_get_next_attempt_in (TbInboxSync *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbInboxSync, tb_inbox_sync_free)

G_END_DECLS
