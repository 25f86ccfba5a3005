/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "account/tb-fetched-page.h"
#include "account/tb-inbox-request.h"

G_BEGIN_DECLS

/* How many notifications are asked for at once: as many as either style allows. */
#define TB_INBOX_ADAPTER_PAGE 100

#define TB_TYPE_INBOX_ADAPTER (tb_inbox_adapter_get_type ())
G_DECLARE_INTERFACE (TbInboxAdapter, tb_inbox_adapter, TB, INBOX_ADAPTER, GObject)

/**
 * TbInboxAdapterInterface:
 * @most_marks: how many notifications can be marked read in one go
 * @marks_all: whether all can be
 * @fetch_async: see tb_inbox_adapter_fetch_async()
 * @fetch_finish: see tb_inbox_adapter_fetch_finish()
 * @mark_async: see tb_inbox_adapter_mark_async()
 *
 * One style of telling what came while nobody listened. What it marks, it marks by way of
 * tb_inbox_request_async() in the end.
 */
struct _TbInboxAdapterInterface
{
  GTypeInterface parent_interface;

  guint most_marks;
  gboolean marks_all;

  void (*fetch_async) (TbInboxAdapter *self,
                       const char *place,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  TbFetchedPage *(*fetch_finish) (TbInboxAdapter *self,
                                  GAsyncResult *result,
                                  guint *retry_after,
                                  GError **error);
  void (*mark_async) (TbInboxAdapter *self,
                      const char *const *ids,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
};

TbInboxAdapter *tb_inbox_adapter_new (TbAccount *account, TbInboxClient *client);
guint tb_inbox_adapter_get_most_marks (TbInboxAdapter *self);
gboolean tb_inbox_adapter_marks_all (TbInboxAdapter *self);
void tb_inbox_adapter_fetch_async (TbInboxAdapter *self,
                                   const char *place,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
TbFetchedPage *tb_inbox_adapter_fetch_finish (TbInboxAdapter *self,
                                              GAsyncResult *result,
                                              guint *retry_after,
                                              GError **error);
void tb_inbox_adapter_mark_async (TbInboxAdapter *self,
                                  const char *const *ids,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean tb_inbox_adapter_mark_finish (TbInboxAdapter *self,
                                       GAsyncResult *result,
                                       guint *retry_after,
                                       GError **error);

G_END_DECLS
