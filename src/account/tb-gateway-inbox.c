/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of a gateway with bearer tokens, which goes on by a number and is marked many at once.
 */

#include "account/tb-gateway-inbox.h"

#include "account/tb-inbox-refusal.h"

/* What the gateway takes at once. */
#define MOST_MARKS 100

struct _TbGatewayInbox
{
  GObject parent_instance;

  TbInboxClient *client;
  guint offset; /* of the page that was asked for last */
};

static void tb_gateway_inbox_adapter_init (TbInboxAdapterInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbGatewayInbox,
                               tb_gateway_inbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_INBOX_ADAPTER,
                                                      tb_gateway_inbox_adapter_init))

static void
tb_gateway_inbox_fetch_async (TbInboxAdapter *adapter,
                              const char *place,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  TbGatewayInbox *self = TB_GATEWAY_INBOX (adapter);
  g_autofree char *path = NULL;

  self->offset = place != NULL ? (guint) g_ascii_strtoull (place, NULL, 10) : 0;
  path = g_strdup_printf ("?limit=%d&offset=%u", TB_INBOX_ADAPTER_PAGE, self->offset);
  tb_inbox_request_async (self->client, self, SOUP_METHOD_GET, path, NULL, TRUE, cancellable,
                          callback, user_data);
}

static TbFetchedPage *
tb_gateway_inbox_fetch_finish (TbInboxAdapter *adapter,
                               GAsyncResult *result,
                               guint *retry_after,
                               GError **error)
{
  TbGatewayInbox *self = TB_GATEWAY_INBOX (adapter);
  g_autoptr (TbInboxAnswer) answer = tb_inbox_request_finish (result, retry_after, error);
  g_autofree char *next = NULL;
  JsonNode *items;
  guint length;

  if (answer == NULL)
    return NULL;

  items = json_object_get_member (json_node_get_object (answer->root), "items");
  if (items == NULL || !JSON_NODE_HOLDS_ARRAY (items))
    {
      g_propagate_error (error, tb_inbox_refusal_explain_nonsense (self->client->address));
      return NULL;
    }

  /* A page that is not full is the last. */
  length = json_array_get_length (json_node_get_array (items));
  if (length >= TB_INBOX_ADAPTER_PAGE)
    next = g_strdup_printf ("%u", self->offset + length);
  return tb_fetched_page_new (json_node_get_array (items), next, answer->time);
}

static void
tb_gateway_inbox_mark_async (TbInboxAdapter *adapter,
                             const char *const *ids,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  TbGatewayInbox *self = TB_GATEWAY_INBOX (adapter);
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) body = NULL;

  json_builder_begin_object (builder);
  if (ids != NULL)
    {
      json_builder_set_member_name (builder, "ids");
      json_builder_begin_array (builder);
      for (gsize i = 0; ids[i] != NULL; i++)
        json_builder_add_string_value (builder, ids[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  body = json_builder_get_root (builder);

  tb_inbox_request_async (self->client, self, SOUP_METHOD_POST,
                          ids != NULL ? "/mark-read" : "/mark-all-read", body, FALSE, cancellable,
                          callback, user_data);
}

static void
tb_gateway_inbox_finalize (GObject *object)
{
  tb_inbox_client_free (TB_GATEWAY_INBOX (object)->client);

  G_OBJECT_CLASS (tb_gateway_inbox_parent_class)->finalize (object);
}

static void
tb_gateway_inbox_adapter_init (TbInboxAdapterInterface *interface)
{
  interface->most_marks = MOST_MARKS;
  interface->marks_all = TRUE;
  interface->fetch_async = tb_gateway_inbox_fetch_async;
  interface->fetch_finish = tb_gateway_inbox_fetch_finish;
  interface->mark_async = tb_gateway_inbox_mark_async;
}

static void
tb_gateway_inbox_class_init (TbGatewayInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_gateway_inbox_finalize;
}

static void
tb_gateway_inbox_init (TbGatewayInbox *self)
{
}

/**
 * tb_gateway_inbox_new:
 * @client: (transfer full): what to ask with
 *
 * Returns: (transfer full): a #TbGatewayInbox
 */
TbInboxAdapter *
tb_gateway_inbox_new (TbInboxClient *client)
{
  TbGatewayInbox *self = g_object_new (TB_TYPE_GATEWAY_INBOX, NULL);

  self->client = client;
  return TB_INBOX_ADAPTER (self);
}
