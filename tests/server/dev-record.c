/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happened, for tests to ask about. */

#include "dev-record.h"

/* Enough for any one test; a demo that runs for days must not grow. */
#define MAXIMUM_ENTRIES 1000

static void
append (JsonArray *array, JsonNode *node)
{
  if (json_array_get_length (array) >= MAXIMUM_ENTRIES)
    json_array_remove_element (array, 0);
  json_array_add_element (array, node);
}

static void
append_object (JsonArray *array, JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  append (array, node);
}

/**
 * dev_record_reset:
 * @record: a record, used before or all zero
 *
 * Forgets everything.
 */
void
dev_record_reset (DevRecord *record)
{
  dev_record_clear (record);
  *record = (DevRecord){
    .opened = json_array_new (),
    .requests = json_array_new (),
    .avatars = json_array_new (),
    .inbox_requests = json_array_new (),
    .web_requests = json_array_new (),
    .frames = json_array_new (),
    .violations = json_array_new (),
  };
}

/**
 * dev_record_clear:
 * @record: a record
 *
 * Frees what @record holds.
 */
void
dev_record_clear (DevRecord *record)
{
  g_clear_pointer (&record->opened, json_array_unref);
  g_clear_pointer (&record->requests, json_array_unref);
  g_clear_pointer (&record->avatars, json_array_unref);
  g_clear_pointer (&record->inbox_requests, json_array_unref);
  g_clear_pointer (&record->web_requests, json_array_unref);
  g_clear_pointer (&record->frames, json_array_unref);
  g_clear_pointer (&record->violations, json_array_unref);
}

/**
 * dev_record_now:
 *
 * Returns: (transfer full): the time as ISO 8601 in UTC with microseconds
 */
char *
dev_record_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format_iso8601 (now);
}

/**
 * dev_record_add_page:
 * @record: a record
 * @path: path that was visited
 * @query: (nullable): its query
 * @status: HTTP status answered
 */
void
dev_record_add_page (DevRecord *record, const char *path, const char *query, guint status)
{
  JsonObject *visit = json_object_new ();
  g_autofree char *now = dev_record_now ();

  json_object_set_string_member (visit, "time", now);
  json_object_set_string_member (visit, "path", path);
  json_object_set_string_member (visit, "query", query != NULL ? query : "");
  json_object_set_int_member (visit, "status", status);
  append_object (record->opened, visit);
}

static void
add_header (const char *name, const char *value, gpointer user_data)
{
  json_object_set_string_member (user_data, name, value);
}

/**
 * dev_record_add_avatar:
 * @record: a record
 * @path: path of the picture
 * @query: (nullable): its query
 * @headers: what the request says
 */
void
dev_record_add_avatar (DevRecord *record,
                       const char *path,
                       const char *query,
                       SoupMessageHeaders *headers)
{
  JsonObject *request = json_object_new ();
  JsonObject *sent = json_object_new ();
  g_autofree char *now = dev_record_now ();

  soup_message_headers_foreach (headers, add_header, sent);
  json_object_set_string_member (request, "time", now);
  json_object_set_string_member (request, "path", path);
  json_object_set_string_member (request, "query", query != NULL ? query : "");
  json_object_set_object_member (request, "headers", sent);
  append_object (record->avatars, request);
}

/**
 * dev_record_add_inbox:
 * @record: a record
 * @entry: (transfer full): a request for the web app's own list
 * @marks: whether it is to change the list
 */
void
dev_record_add_inbox (DevRecord *record, JsonObject *entry, gboolean marks)
{
  if (marks)
    record->inbox_marks++;
  else
    record->inbox_fetches++;
  append_object (record->inbox_requests, entry);
}

/**
 * dev_record_add_frame:
 * @record: a record
 * @socket_id: (nullable): who sent it
 * @text: the message
 */
void
dev_record_add_frame (DevRecord *record, const char *socket_id, const char *text)
{
  JsonObject *frame = json_object_new ();
  g_autofree char *now = dev_record_now ();

  json_object_set_string_member (frame, "time", now);
  json_object_set_string_member (frame, "socketId", socket_id != NULL ? socket_id : "");
  json_object_set_string_member (frame, "text", text);
  append_object (record->frames, frame);
}

/**
 * dev_record_add_violation:
 * @record: a record
 * @what: how a client broke the protocol
 */
void
dev_record_add_violation (DevRecord *record, const char *what)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, what);
  append (record->violations, node);
}

/**
 * dev_record_count_page:
 * @record: a record
 * @path: a path without query
 *
 * Returns: how often the page was visited
 */
guint
dev_record_count_page (const DevRecord *record, const char *path)
{
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (record->opened); i++)
    {
      JsonObject *visit = json_array_get_object_element (record->opened, i);

      if (g_str_equal (json_object_get_string_member (visit, "path"), path))
        count++;
    }

  return count;
}

/**
 * dev_record_count_web_requests:
 * @record: a record
 * @endpoint: `code`, `token`, `session`, `tenants` or `well-known`
 *
 * Returns: how often it was asked
 */
guint
dev_record_count_web_requests (const DevRecord *record, const char *endpoint)
{
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (record->web_requests); i++)
    {
      JsonObject *request = json_array_get_object_element (record->web_requests, i);

      if (g_str_equal (json_object_get_string_member (request, "endpoint"), endpoint))
        count++;
    }

  return count;
}

/**
 * dev_record_describe:
 * @record: a record
 *
 * Returns: (transfer full): the counters
 */
JsonObject *
dev_record_describe (const DevRecord *record)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "upgradeRequests", record->upgrade_requests);
  json_object_set_int_member (object, "connectionsOpened", record->connections_opened);
  json_object_set_int_member (object, "subscribeFrames", record->subscribe_frames);
  json_object_set_int_member (object, "unsubscribeFrames", record->unsubscribe_frames);
  json_object_set_int_member (object, "authRequests", record->auth_requests);
  json_object_set_int_member (object, "userAuthRequests", record->user_auth_requests);
  json_object_set_int_member (object, "pings", record->pings);
  json_object_set_int_member (object, "pongs", record->pongs);
  json_object_set_int_member (object, "clientEvents", record->client_events);
  json_object_set_int_member (object, "closeFrames", record->close_frames);
  json_object_set_int_member (object, "published", record->published);
  json_object_set_int_member (object, "inboxFetches", record->inbox_fetches);
  json_object_set_int_member (object, "inboxMarks", record->inbox_marks);
  json_object_set_int_member (object, "avatarRequests", json_array_get_length (record->avatars));
  json_object_set_int_member (object, "codeRequests",
                              dev_record_count_web_requests (record, "code"));
  json_object_set_int_member (object, "tokenRequests",
                              dev_record_count_web_requests (record, "token"));

  return object;
}
