/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of a web app with routes of its own, which goes on by a cursor and is marked one by one.
 */

#include "account/tb-web-inbox.h"

#include "account/tb-inbox-refusal.h"
#include "inbox/tb-json-members.h"

struct _TbWebInbox
{
  GObject parent_instance;

  TbInboxClient *client;
};

static void tb_web_inbox_adapter_init (TbInboxAdapterInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbWebInbox,
                               tb_web_inbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_INBOX_ADAPTER,
                                                      tb_web_inbox_adapter_init))

static void
tb_web_inbox_fetch_async (TbInboxAdapter *adapter,
                          const char *place,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  TbWebInbox *self = TB_WEB_INBOX (adapter);
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/inbox?limit=%d", TB_INBOX_ADAPTER_PAGE);
  if (place != NULL)
    {
      g_string_append (path, "&cursor=");
      g_string_append_uri_escaped (path, place, NULL, FALSE);
    }
  tb_inbox_request_async (self->client, self, SOUP_METHOD_GET, path->str, NULL, TRUE, cancellable,
                          callback, user_data);
}

/* What is refused with 200 has "success": false. */
static JsonObject *
find_data (JsonObject *root)
{
  JsonNode *success = json_object_get_member (root, "success");
  JsonNode *data = json_object_get_member (root, "data");

  if (success != NULL && JSON_NODE_HOLDS_VALUE (success)
      && json_node_get_value_type (success) == G_TYPE_BOOLEAN && !json_node_get_boolean (success))
    return NULL;

  return data != NULL && JSON_NODE_HOLDS_OBJECT (data) ? json_node_get_object (data) : NULL;
}

static TbFetchedPage *
tb_web_inbox_fetch_finish (TbInboxAdapter *adapter,
                           GAsyncResult *result,
                           guint *retry_after,
                           GError **error)
{
  TbWebInbox *self = TB_WEB_INBOX (adapter);
  g_autoptr (TbInboxAnswer) answer = tb_inbox_request_finish (result, retry_after, error);
  g_autofree char *cursor = NULL;
  JsonObject *data;
  JsonNode *items;

  if (answer == NULL)
    return NULL;

  data = find_data (json_node_get_object (answer->root));
  items = data != NULL ? json_object_get_member (data, "notifications") : NULL;
  if (items == NULL || !JSON_NODE_HOLDS_ARRAY (items))
    {
      g_propagate_error (error, tb_inbox_refusal_explain_nonsense (self->client->address));
      return NULL;
    }

  cursor = tb_json_dup_id (data, "nextCursor");
  return tb_fetched_page_new (json_node_get_array (items), cursor, answer->time);
}

static void
tb_web_inbox_mark_async (TbInboxAdapter *adapter,
                         const char *const *ids,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  TbWebInbox *self = TB_WEB_INBOX (adapter);
  g_autofree char *name = g_uri_escape_string (ids[0], NULL, FALSE);
  g_autofree char *path = g_strconcat ("/", name, NULL);
  g_autoptr (JsonNode) body = json_from_string ("{\"read\":true}", NULL);

  tb_inbox_request_async (self->client, self, "PATCH", path, body, FALSE, cancellable, callback,
                          user_data);
}

static void
tb_web_inbox_finalize (GObject *object)
{
  tb_inbox_client_free (TB_WEB_INBOX (object)->client);

  G_OBJECT_CLASS (tb_web_inbox_parent_class)->finalize (object);
}

static void
tb_web_inbox_adapter_init (TbInboxAdapterInterface *interface)
{
  interface->most_marks = 1;
  interface->fetch_async = tb_web_inbox_fetch_async;
  interface->fetch_finish = tb_web_inbox_fetch_finish;
  interface->mark_async = tb_web_inbox_mark_async;
}

static void
tb_web_inbox_class_init (TbWebInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_web_inbox_finalize;
}

static void
tb_web_inbox_init (TbWebInbox *self)
{
}

/**
 * tb_web_inbox_new:
 * @client: (transfer full): what to ask with
 *
 * Returns: (transfer full): a #TbWebInbox
 */
TbInboxAdapter *
tb_web_inbox_new (TbInboxClient *client)
{
  TbWebInbox *self = g_object_new (TB_TYPE_WEB_INBOX, NULL);

  self->client = client;
  return TB_INBOX_ADAPTER (self);
}
