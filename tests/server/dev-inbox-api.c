/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The web app's own list of notifications, in both styles: of an app with a cookie session below
 * /api/notifications, and of a gateway with bearer tokens below /api/v1/notifications. */

#include "dev-inbox-api.h"

#include "dev-json.h"
#include "dev-reply.h"

#define WEB "/api/notifications"
#define GATEWAY "/api/v1/notifications"

#define MOST_AT_ONCE 100
#define TOO_MANY_BYTES (3 * 1024 * 1024)

typedef struct
{
  DevApplication *application;
  SoupServerMessage *message;
  const char *path; /* behind WEB or GATEWAY */
  gboolean is_gateway;
  gboolean marks;
  const DevUser *user; /* NULL if nobody knows who asks */
  JsonObject *body;
} Request;

static const DevUser *
find_user (Request *request)
{
  DevUsers *users = request->application->users;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");
  const char *cookies = soup_message_headers_get_one (headers, "Cookie");
  g_autoptr (GHashTable) values = NULL;

  if (authorization != NULL && g_str_has_prefix (authorization, "Bearer "))
    return dev_users_find_by_token (users, authorization + strlen ("Bearer "));
  if (cookies == NULL)
    return NULL;

  values = soup_header_parse_semi_param_list (cookies);
  return dev_users_find_by_cookie (users, g_hash_table_lookup (values, "session"));
}

/* Whoever else listens for this user hears of it, as a web app tells its other pages. */
static void
announce (DevApplication *application, const char *user_id, JsonArray *ids)
{
  g_autoptr (JsonObject) data = json_object_new ();
  g_autofree char *channel = g_strconcat ("private-user-", user_id, NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  json_object_set_array_member (data, "ids", json_array_ref (ids));
  text = dev_json_print_object (data);
  node = dev_json_text_node (text);
  dev_application_publish (application, channel, "notification:read", node, NULL, NULL);
}

static guint
get_number (GHashTable *query, const char *name, guint fallback)
{
  const char *text = g_hash_table_lookup (query, name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : fallback;
}

static guint
reply_list (Request *request)
{
  g_autoptr (GHashTable) query = dev_request_get_query (request->message);
  guint limit = MIN (get_number (query, "limit", 20), MOST_AT_ONCE);
  guint offset = get_number (query, request->is_gateway ? "offset" : "cursor", 0);
  DevInbox *inbox = request->application->inbox;
  guint total;
  JsonArray *items = dev_inbox_list (inbox, request->user->id, offset, limit, &total);
  JsonObject *list = json_object_new ();
  guint end = offset + json_array_get_length (items);

  json_object_set_array_member (list, request->is_gateway ? "items" : "notifications", items);
  json_object_set_int_member (list, "total", total);
  json_object_set_int_member (list, "unreadCount",
                              dev_inbox_count_unread (inbox, request->user->id));
  if (!request->is_gateway)
    {
      JsonObject *answer = json_object_new ();
      g_autofree char *cursor = g_strdup_printf ("%u", end);

      if (end < total)
        json_object_set_string_member (list, "nextCursor", cursor);
      else
        json_object_set_null_member (list, "nextCursor");
      json_object_set_boolean_member (answer, "success", TRUE);
      json_object_set_object_member (answer, "data", list);
      list = answer;
    }
  dev_reply_object (request->message, 200, list);

  return 200;
}

static guint
reply_error (Request *request, guint status, const char *error)
{
  dev_reply_error (request->message, status, error);
  return status;
}

static guint
mark_one (Request *request)
{
  const char *id = request->path + 1;
  g_autoptr (JsonArray) ids = json_array_new ();

  if (!dev_json_get_boolean (request->body, "read", FALSE))
    return reply_error (request, 400, "Nothing to do");
  if (!dev_inbox_mark_read (request->application->inbox, request->user->id, id))
    return reply_error (request, 404, "No such notification");

  json_array_add_string_element (ids, id);
  announce (request->application, request->user->id, ids);
  dev_reply_object (request->message, 200, json_object_new ());
  return 200;
}

static guint
mark_many (Request *request)
{
  JsonNode *node = json_object_get_member (request->body, "ids");
  JsonArray *ids = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (ids == NULL || json_array_get_length (ids) < 1 || json_array_get_length (ids) > MOST_AT_ONCE)
    return reply_error (request, 400, "1 to 100 ids");
  for (guint i = 0; i < json_array_get_length (ids); i++)
    dev_inbox_mark_read (request->application->inbox, request->user->id,
                         json_array_get_string_element (ids, i));

  announce (request->application, request->user->id, ids);
  dev_reply_object (request->message, 200, json_object_new ());
  return 200;
}

static guint
mark_all (Request *request)
{
  g_autoptr (JsonArray) ids
      = dev_inbox_mark_all_read (request->application->inbox, request->user->id);

  announce (request->application, request->user->id, ids);
  dev_reply_object (request->message, 200, json_object_new ());
  return 200;
}

static guint
answer (Request *request)
{
  const char *method = soup_server_message_get_method (request->message);
  gboolean is_get = g_str_equal (method, SOUP_METHOD_GET);
  gboolean is_post = g_str_equal (method, SOUP_METHOD_POST);

  if (request->user == NULL && !request->is_gateway)
    {
      dev_reply_redirect (request->message, 302, "/sign-in");
      return 302;
    }
  if (request->user == NULL)
    return reply_error (request, 401, "Unauthorized");
  if (request->user->denied_everything)
    return reply_error (request, 403, "Forbidden");

  if (is_get && g_str_equal (request->path, request->is_gateway ? "" : "/inbox"))
    return reply_list (request);
  if (is_post && request->is_gateway && g_str_equal (request->path, "/mark-read"))
    return mark_many (request);
  if (is_post && request->is_gateway && g_str_equal (request->path, "/mark-all-read"))
    return mark_all (request);
  if (g_str_equal (method, "PATCH") && !request->is_gateway && *request->path == '/')
    return mark_one (request);

  return reply_error (request, 404, "No such path");
}

static guint
answer_fault (Request *request, const DevFault *fault)
{
  guint status = fault->status != 0 ? fault->status : 200;

  switch ((DevInboxMode) fault->mode)
    {
    case DEV_INBOX_STATUS:
      if (fault->retry_after >= 0)
        {
          g_autofree char *seconds = g_strdup_printf ("%d", fault->retry_after);

          soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                        "Retry-After", seconds);
        }
      return reply_error (request, status, fault->body != NULL ? fault->body : "Test");
    case DEV_INBOX_REDIRECT:
      dev_reply_redirect (request->message, 302,
                          fault->location != NULL ? fault->location : "/sign-in");
      return 302;
    case DEV_INBOX_HTML:
      dev_reply_text (request->message, status, "text/html",
                      "<!DOCTYPE html><title>Sign in</title>\n");
      return status;
    case DEV_INBOX_HANG:
      soup_server_message_pause (request->message);
      return 0;
    case DEV_INBOX_HUGE:
      {
        g_autofree char *padding = g_strnfill (TOO_MANY_BYTES, ' ');

        dev_reply_text (request->message, 200, "application/json", padding);
        return 200;
      }
    case DEV_INBOX_MALFORMED:
      dev_reply_text (request->message, 200, "application/json",
                      fault->body != NULL ? fault->body : "{\"success\":true,\"data\":{");
      return 200;
    case DEV_INBOX_NORMAL:
    default:
      return answer (request);
    }
}

static void
record (Request *request, guint status)
{
  JsonObject *entry = json_object_new ();
  const char *query = g_uri_get_query (soup_server_message_get_uri (request->message));

  json_object_set_string_member (entry, "method",
                                 soup_server_message_get_method (request->message));
  json_object_set_string_member (entry, "path", request->path);
  json_object_set_string_member (entry, "query", query != NULL ? query : "");
  json_object_set_string_member (entry, "user", request->user != NULL ? request->user->name : "");
  json_object_set_int_member (entry, "status", status);
  json_object_set_object_member (entry, "body", json_object_ref (request->body));
  dev_record_add_inbox (&request->application->record, entry, request->marks);
  dev_application_changed (request->application);
}

/**
 * dev_inbox_api_handle:
 * @application: the application
 * @message: a request
 * @path: its path
 *
 * Answers as the web app does, or as the fault of the moment wants, and records the request.
 *
 * Returns: %FALSE if the path is none of these interfaces
 */
gboolean
dev_inbox_api_handle (DevApplication *application, SoupServerMessage *message, const char *path)
{
  Request request = { .application = application, .message = message };
  g_autoptr (JsonObject) body = NULL;
  const DevFault *fault;
  guint status;

  request.is_gateway = g_str_has_prefix (path, GATEWAY);
  if (!request.is_gateway && !g_str_has_prefix (path, WEB "/"))
    return FALSE;

  body = dev_request_get_json (message);
  request.body = body;
  request.path = path + strlen (request.is_gateway ? GATEWAY : WEB);
  request.marks = !g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_GET);
  request.user = find_user (&request);
  fault = dev_faults_take_inbox (application->faults, request.marks ? "mark" : "fetch");
  status = fault != NULL ? answer_fault (&request, fault) : answer (&request);
  dev_application_log (application, "%s %s: %u", soup_server_message_get_method (message), path,
                       status);
  record (&request, status);

  return TRUE;
}

static const char *
get_user_id (JsonObject *parameters)
{
  return dev_json_get_text (parameters, "userId", "user_456");
}

/* As web apps do: into the list, and to whoever listens. */
static void
publish (DevApplication *application, JsonObject *parameters, JsonObject *item)
{
  g_autofree char *channel = g_strconcat ("private-user-", get_user_id (parameters), NULL);
  const char *event = dev_json_get_text (parameters, "event", "notification");
  g_autofree char *text = dev_json_print_object (item);
  g_autoptr (JsonNode) node = dev_json_text_node (text);

  dev_application_publish (application, channel, event, node, NULL, NULL);
}

/**
 * dev_inbox_api_add:
 * @application: the application
 * @parameters: what dev_inbox_add() wants; `userId`; `times`, to add so many, whose ids and titles
 *   get a number; `publish`, to send it as an event too, of the name `event`
 * @error: not used
 *
 * Returns: (transfer full): nothing in particular
 */
JsonObject *
dev_inbox_api_add (DevApplication *application, JsonObject *parameters, GError **error)
{
  gint64 times = dev_json_get_number (parameters, "times", 1);

  for (gint64 i = 0; i < times; i++)
    {
      g_autofree char *text = dev_json_print_object (parameters);
      g_autoptr (JsonObject) item = dev_json_parse_object (text, -1);

      for (gsize j = 0; times > 1 && j < 2; j++)
        {
          const char *name = j == 0 ? "id" : "title";
          g_autofree char *numbered = g_strdup_printf (
              "%s %" G_GINT64_FORMAT, dev_json_get_text (parameters, name, "Item"), i);

          json_object_set_string_member (item, name, numbered);
        }
      dev_inbox_add (application->inbox, get_user_id (parameters), item);
      if (dev_json_get_boolean (parameters, "publish", FALSE))
        publish (application, parameters, item);
    }

  return json_object_new ();
}

/**
 * dev_inbox_api_read:
 * @application: the application
 * @parameters: `ids`, `userId`; `silent` if nobody is to hear of it
 * @error: not used
 *
 * The user has read something in the web app itself.
 *
 * Returns: (transfer full): nothing in particular
 */
JsonObject *
dev_inbox_api_read (DevApplication *application, JsonObject *parameters, GError **error)
{
  JsonNode *node = json_object_get_member (parameters, "ids");
  JsonArray *ids = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    dev_inbox_mark_read (application->inbox, get_user_id (parameters),
                         json_array_get_string_element (ids, i));
  if (ids != NULL && !dev_json_get_boolean (parameters, "silent", FALSE))
    announce (application, get_user_id (parameters), ids);

  return json_object_new ();
}

/**
 * dev_inbox_api_show:
 * @application: the application
 * @parameters: not used
 * @error: not used
 *
 * Returns: (transfer full): Alice's `notifications`, and all `requests` so far
 */
JsonObject *
dev_inbox_api_show (DevApplication *application, JsonObject *parameters, GError **error)
{
  JsonObject *answer = json_object_new ();
  guint total;

  json_object_set_array_member (
      answer, "notifications",
      dev_inbox_list (application->inbox, "user_456", 0, G_MAXUINT, &total));
  json_object_set_array_member (answer, "requests",
                                json_array_ref (application->record.inbox_requests));
  return answer;
}
