/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/**
 * TbInboxQuery:
 * @text: (nullable): words that must be there, as tb_text_search_new() takes them
 * @unread_only: whether read entries are left out
 * @urgent_only: whether all but urgent entries are left out
 * @account_id: (nullable): account whose entries are wanted, or %NULL for all
 *
 * Which part of an inbox is looked at. All zero is all of it.
 */
typedef struct
{
  const char *text;
  gboolean unread_only;
  gboolean urgent_only;
  const char *account_id;
} TbInboxQuery;

#define TB_TYPE_INBOX_VIEW (tb_inbox_view_get_type ())

/**
 * TbInboxView:
 *
 * A part of an inbox: a GListModel of those TbInboxEntry that a query matches, in the order of the
 * inbox. It follows the inbox one entry at a time: a notification that arrives is one row more, and
 * an entry that was read or acknowledged is its own row removed, or replaced by itself
 * (`items-changed` with one removed and one added) if it stays. Another query replaces all rows.
 */
G_DECLARE_FINAL_TYPE (TbInboxView, tb_inbox_view, TB, INBOX_VIEW, GObject)

/**
 * tb_inbox_view_new:
 * @inbox: an inbox, followed from now on
 *
 * Returns: (transfer full): a view of all of it
 */
TbInboxView *tb_inbox_view_new (TbInbox *inbox);

/**
 * tb_inbox_view_set_query:
 * @self: a view
 * @query: what is wanted; copied
 *
 * Looks at another part of the inbox.
 */
void tb_inbox_view_set_query (TbInboxView *self, const TbInboxQuery *query);

/**
 * tb_inbox_view_is_filtered:
 * @self: a view
 *
 * Returns: whether the query leaves anything out at all
 */
gboolean tb_inbox_view_is_filtered (TbInboxView *self);

/**
 * tb_inbox_view_find:
 * @self: a view
 * @entry: an entry
 * @place: (out) (optional): where it is in the view
 *
 * Returns: whether @entry is in the view
 */
gboolean tb_inbox_view_find (TbInboxView *self, TbInboxEntry *entry, guint *place);

G_END_DECLS
