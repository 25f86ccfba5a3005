/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-inbox-adapter.h"

#include "account/tb-gateway-inbox.h"
#include "account/tb-web-inbox.h"

G_DEFINE_INTERFACE (TbInboxAdapter, tb_inbox_adapter, G_TYPE_OBJECT)

static void
tb_inbox_adapter_default_init (TbInboxAdapterInterface *interface)
{
  interface->most_marks = 1;
}

/**
 * tb_inbox_adapter_new:
 * @account: an account
 * @client: (transfer full): what to ask with
 *
 * Returns: (transfer full) (nullable): the style that the account names, or %NULL for none
 */
TbInboxAdapter *
tb_inbox_adapter_new (TbAccount *account, TbInboxClient *client)
{
  switch (tb_account_get_inbox_style (account))
    {
    case TB_INBOX_STYLE_WEB:
      return tb_web_inbox_new (client);
    case TB_INBOX_STYLE_GATEWAY:
      return tb_gateway_inbox_new (client);
    case TB_INBOX_STYLE_NONE:
    default:
      tb_inbox_client_free (client);
      return NULL;
    }
}

/**
 * tb_inbox_adapter_get_most_marks:
 * @self: an adapter
 *
 * Returns: how many ids tb_inbox_adapter_mark_async() takes
 */
guint
tb_inbox_adapter_get_most_marks (TbInboxAdapter *self)
{
  return TB_INBOX_ADAPTER_GET_IFACE (self)->most_marks;
}

/**
 * tb_inbox_adapter_marks_all:
 * @self: an adapter
 *
 * Returns: whether tb_inbox_adapter_mark_async() can mark all
 */
gboolean
tb_inbox_adapter_marks_all (TbInboxAdapter *self)
{
  return TB_INBOX_ADAPTER_GET_IFACE (self)->marks_all;
}

/**
 * tb_inbox_adapter_fetch_async:
 * @self: an adapter
 * @place: (nullable): where the last page said that the list goes on; %NULL for the newest
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is an answer or none
 * @user_data: for @callback
 *
 * Fetches %TB_INBOX_ADAPTER_PAGE notifications.
 */
void
tb_inbox_adapter_fetch_async (TbInboxAdapter *self,
                              const char *place,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  TB_INBOX_ADAPTER_GET_IFACE (self)->fetch_async (self, place, cancellable, callback, user_data);
}

/**
 * tb_inbox_adapter_fetch_finish:
 * @self: an adapter
 * @result: what the callback got
 * @retry_after: (out): how long the web app asks to wait, in s; 0 if it does not say
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): what was fetched, or %NULL with a #PusherError and one
 *   sentence for the user, or %G_IO_ERROR_CANCELLED
 */
TbFetchedPage *
tb_inbox_adapter_fetch_finish (TbInboxAdapter *self,
                               GAsyncResult *result,
                               guint *retry_after,
                               GError **error)
{
  return TB_INBOX_ADAPTER_GET_IFACE (self)->fetch_finish (self, result, retry_after, error);
}

/**
 * tb_inbox_adapter_mark_async:
 * @self: an adapter
 * @ids: (nullable) (array zero-terminated=1): ids as the web app knows them, at least one; %NULL
 *   for all, if tb_inbox_adapter_marks_all() says so
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is an answer or none
 * @user_data: for @callback
 *
 * Tells the web app that notifications were read, which does no harm twice.
 */
void
tb_inbox_adapter_mark_async (TbInboxAdapter *self,
                             const char *const *ids,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  TB_INBOX_ADAPTER_GET_IFACE (self)->mark_async (self, ids, cancellable, callback, user_data);
}

/**
 * tb_inbox_adapter_mark_finish:
 * @self: an adapter
 * @result: what the callback got
 * @retry_after: (out): how long the web app asks to wait, in s; 0 if it does not say
 * @error: return location for an error, or %NULL
 *
 * Returns: whether the web app knows it now; else %FALSE, with errors as of
 *   tb_inbox_adapter_fetch_finish()
 */
gboolean
tb_inbox_adapter_mark_finish (TbInboxAdapter *self,
                              GAsyncResult *result,
                              guint *retry_after,
                              GError **error)
{
  g_autoptr (TbInboxAnswer) answer = tb_inbox_request_finish (result, retry_after, error);

  return answer != NULL;
}
