/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading a request's parameters and writing a whole answer. */

#include "dev-reply.h"

#include "dev-json.h"

/**
 * dev_reply_text:
 * @message: the request
 * @status: HTTP status
 * @content_type: media type; UTF-8 is added
 * @text: the body
 */
void
dev_reply_text (SoupServerMessage *message,
                guint status,
                const char *content_type,
                const char *text)
{
  g_autofree char *full_type = g_strdup_printf ("%s; charset=utf-8", content_type);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control",
                                "no-store");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, full_type, SOUP_MEMORY_COPY, text, strlen (text));
}

/**
 * dev_reply_object:
 * @message: the request
 * @status: HTTP status
 * @object: (transfer full): the body
 */
void
dev_reply_object (SoupServerMessage *message, guint status, JsonObject *object)
{
  g_autofree char *text = dev_json_print_object (object);

  dev_reply_text (message, status, "application/json", text);
  json_object_unref (object);
}

/**
 * dev_reply_error:
 * @message: the request
 * @status: HTTP status
 * @error: what is wrong, answered as `{"error":…}`
 */
void
dev_reply_error (SoupServerMessage *message, guint status, const char *error)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", error);
  dev_reply_object (message, status, object);
}

/**
 * dev_reply_redirect:
 * @message: the request
 * @status: HTTP status
 * @location: where to go
 */
void
dev_reply_redirect (SoupServerMessage *message, guint status, const char *location)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                location);
  dev_reply_text (message, status, "text/html", "<!DOCTYPE html><title>Moved</title>\n");
}

/**
 * dev_request_get_body:
 * @message: the request
 *
 * Returns: (transfer full): its body
 */
GBytes *
dev_request_get_body (SoupServerMessage *message)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (message));
}

/**
 * dev_request_get_query:
 * @message: the request
 *
 * Returns: (transfer full) (element-type utf8 utf8): its decoded query
 */
GHashTable *
dev_request_get_query (SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  return soup_form_decode (query != NULL ? query : "");
}

static char *
get_text (SoupServerMessage *message)
{
  g_autoptr (GBytes) body = dev_request_get_body (message);
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  return g_utf8_make_valid (bytes != NULL ? bytes : "", (gssize) length);
}

/**
 * dev_request_get_json:
 * @message: the request
 *
 * Does not ask for a content type, so that `curl -d '{…}'` does.
 *
 * Returns: (transfer full): the object in the body; empty when there is none
 */
JsonObject *
dev_request_get_json (SoupServerMessage *message)
{
  g_autofree char *text = get_text (message);
  JsonObject *object = dev_json_parse_object (text, -1);

  return object != NULL ? object : json_object_new ();
}

/**
 * dev_request_get_parameters:
 * @message: the request
 * @is_json: (out) (optional): whether the body is JSON by its content type
 *
 * Returns: (transfer full): what the body holds, JSON or form; empty when it is
 *   neither or broken
 */
JsonObject *
dev_request_get_parameters (SoupServerMessage *message, gboolean *is_json)
{
  const char *type = soup_message_headers_get_content_type (
      soup_server_message_get_request_headers (message), NULL);
  g_autofree char *text = get_text (message);
  g_autoptr (GHashTable) form = NULL;
  JsonObject *parameters;
  GHashTableIter iter;
  gpointer name, value;
  gboolean json = type == NULL || !g_str_equal (type, SOUP_FORM_MIME_TYPE_URLENCODED);

  if (is_json != NULL)
    *is_json = json;
  if (json)
    return dev_request_get_json (message);

  parameters = json_object_new ();
  form = soup_form_decode (text);
  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &name, &value))
    json_object_set_string_member (parameters, name, value);

  return parameters;
}
