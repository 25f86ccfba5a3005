/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures of people, and everything that may come in place of one: the address itself says what.
 */

#include "dev-avatar.h"

#include "dev-picture.h"
#include "dev-reply.h"

#define DEFAULT_SIDE 128
#define DEFAULT_DELAY 1500
#define TOO_MANY_BYTES (300 * 1024)

static void
reply_bytes (SoupServerMessage *message, const char *type, GBytes *bytes)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), type,
                                         NULL);
  /* Who sends a cookie wants it back. */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Set-Cookie",
                                "visitor=1; Path=/");
  soup_message_body_append_bytes (body, bytes);
  g_bytes_unref (bytes);
}

static guint
get_number (GHashTable *query, const char *name, guint fallback)
{
  const char *text = g_hash_table_lookup (query, name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : fallback;
}

static GBytes *
make_picture (GHashTable *query, const char *path)
{
  return dev_picture_new (get_number (query, "width", DEFAULT_SIDE),
                          get_number (query, "height", DEFAULT_SIDE),
                          (g_str_hash (path) * 2654435761u >> 8 & 0x7f7f7f) + 0x303030);
}

static void
on_normal (SoupServerMessage *message, GHashTable *query, const char *path)
{
  reply_bytes (message, "image/png", make_picture (query, path));
}

static void
on_too_large (SoupServerMessage *message, GHashTable *query, const char *path)
{
  reply_bytes (message, "image/png", dev_picture_new_padded (TOO_MANY_BYTES));
}

static void
on_endless (SoupServerMessage *message, GHashTable *query, const char *path)
{
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  reply_bytes (message, "image/png", dev_picture_new_padded (16 * TOO_MANY_BYTES));
  soup_message_body_complete (soup_server_message_get_response_body (message));
}

static void
on_huge (SoupServerMessage *message, GHashTable *query, const char *path)
{
  reply_bytes (message, "image/png", dev_picture_new_claiming (30000, 30000));
}

static void
on_not_an_image (SoupServerMessage *message, GHashTable *query, const char *path)
{
  dev_reply_text (message, 200, "image/png", "<!DOCTYPE html><title>Sign in</title>\n");
}

static void
on_vector (SoupServerMessage *message, GHashTable *query, const char *path)
{
  dev_reply_text (message, 200, "image/svg+xml",
                  "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
}

static void
on_truncated (SoupServerMessage *message, GHashTable *query, const char *path)
{
  g_autoptr (GBytes) whole = make_picture (query, path);

  reply_bytes (message, "image/png", g_bytes_new_from_bytes (whole, 0, 60));
}

static void
on_nothing (SoupServerMessage *message, GHashTable *query, const char *path)
{
  dev_reply_text (message, 200, "image/png", "");
}

static void
on_redirect (SoupServerMessage *message, GHashTable *query, const char *path)
{
  const char *target = g_hash_table_lookup (query, "to");

  dev_reply_redirect (message, 302, target != NULL ? target : "?fault=redirect");
}

static void
on_status (SoupServerMessage *message, GHashTable *query, const char *path)
{
  dev_reply_error (message, get_number (query, "status", 404), "No such person");
}

static gboolean
on_delay_over (gpointer user_data)
{
  soup_server_message_unpause (SOUP_SERVER_MESSAGE (user_data));

  return G_SOURCE_REMOVE;
}

static void
on_slow (SoupServerMessage *message, GHashTable *query, const char *path)
{
  on_normal (message, query, path);
  soup_server_message_pause (message);
  g_timeout_add_full (G_PRIORITY_DEFAULT, get_number (query, "milliseconds", DEFAULT_DELAY),
                      on_delay_over, g_object_ref (message), g_object_unref);
}

static void
on_hang (SoupServerMessage *message, GHashTable *query, const char *path)
{
  soup_server_message_pause (message);
}

static const struct
{
  const char *fault;
  void (*reply) (SoupServerMessage *message, GHashTable *query, const char *path);
} table[] = {
  { "none", on_normal },
  { "too-large", on_too_large },
  { "endless", on_endless },
  { "huge", on_huge },
  { "not-an-image", on_not_an_image },
  { "vector", on_vector },
  { "truncated", on_truncated },
  { "nothing", on_nothing },
  { "redirect", on_redirect },
  { "status", on_status },
  { "slow", on_slow },
  { "hang", on_hang },
};

/**
 * dev_avatar_handle:
 * @application: the application
 * @message: a request for a picture
 * @path: its path
 *
 * Answers with a picture, or with what the query's `fault` says, and records the request.
 */
void
dev_avatar_handle (DevApplication *application, SoupServerMessage *message, const char *path)
{
  g_autoptr (GHashTable) query = dev_request_get_query (message);
  const char *fault = g_hash_table_lookup (query, "fault");

  dev_record_add_avatar (&application->record, path,
                         g_uri_get_query (soup_server_message_get_uri (message)),
                         soup_server_message_get_request_headers (message));
  dev_application_changed (application);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (g_str_equal (table[i].fault, fault != NULL ? fault : "none"))
        {
          table[i].reply (message, query, path);
          return;
        }
    }
  dev_reply_error (message, 400, "There is no such fault");
}
