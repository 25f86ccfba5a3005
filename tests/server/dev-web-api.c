/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the web app of the demo offers to programs: signing in with the browser, who has signed in,
 * and the settings that a program needs. */

#include "dev-web-api.h"

#include "dev-json.h"
#include "dev-misbehaviour.h"
#include "dev-reply.h"

typedef struct
{
  DevApplication *application;
  SoupServerMessage *message;
  JsonObject *parameters;
  gboolean is_json;
} Request;

static const DevUser *
find_user (const Request *request)
{
  const char *authorization = soup_message_headers_get_one (
      soup_server_message_get_request_headers (request->message), "Authorization");

  return authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0
             ? dev_users_find_by_token (request->application->users, authorization + 7)
             : NULL;
}

/* The address of the page at @path of this very server. */
static char *
dup_page (const Request *request, const char *path)
{
  GUri *uri = soup_server_message_get_uri (request->message);

  return g_strdup_printf ("%s://%s:%d%s", g_uri_get_scheme (uri), g_uri_get_host (uri),
                          g_uri_get_port (uri), path);
}

static guint
answer (const Request *request, guint status, JsonObject *object)
{
  dev_reply_object (request->message, status, object);

  return status;
}

static guint
answer_error (const Request *request, guint status, const char *error)
{
  dev_reply_error (request->message, status, error);

  return status;
}

static guint
answer_code (const Request *request)
{
  g_autofree char *page = dup_page (request, "/device");
  JsonObject *code = NULL;

  if (request->is_json)
    code = dev_sign_in_begin (request->application->sign_in,
                              dev_json_get_text (request->parameters, "client_id", NULL), page);

  return code != NULL ? answer (request, 200, code)
                      : answer_error (request, 400, "invalid_request");
}

static guint
answer_token (const Request *request)
{
  const char *error = NULL;
  const char *name = dev_sign_in_poll (request->application->sign_in, request->parameters, &error);
  JsonObject *token;

  if (name == NULL)
    return answer_error (request, 400, error);

  token = json_object_new ();
  json_object_set_string_member (token, "access_token",
                                 dev_users_find (request->application->users, name)->token);
  json_object_set_string_member (token, "token_type", "Bearer");
  json_object_set_int_member (token, "expires_in", 604800);

  return answer (request, 200, token);
}

static guint
answer_session (const Request *request)
{
  const DevUser *user = find_user (request);
  JsonObject *session = json_object_new ();
  JsonObject *described = json_object_new ();
  g_autofree char *email = NULL;

  if (user == NULL)
    {
      json_object_unref (session);
      json_object_unref (described);
      dev_reply_text (request->message, 200, "application/json", "null");
      return 200;
    }

  email = g_strdup_printf ("%s@example.com", user->name);
  json_object_set_string_member (described, "id", user->id);
  json_object_set_string_member (described, "email", email);
  json_object_set_string_member (described, "name", user->display_name);
  json_object_set_object_member (session, "user", described);

  return answer (request, 200, session);
}

static guint
answer_tenants (const Request *request)
{
  const DevUser *user = find_user (request);
  g_autoptr (JsonArray) tenants = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  if (user == NULL)
    return answer_error (request, 401, "Unauthorized");

  for (gsize i = 0; user->tenants[i] != NULL; i++)
    {
      JsonObject *tenant = json_object_new ();
      g_autofree char *name = g_strdup_printf ("Tenant %s", user->tenants[i]);

      json_object_set_string_member (tenant, "id", user->tenants[i]);
      json_object_set_string_member (tenant, "name", name);
      json_array_add_object_element (tenants, tenant);
    }
  json_node_set_array (node, tenants);
  text = json_to_string (node, FALSE);
  dev_reply_text (request->message, 200, "application/json", text);

  return 200;
}

static guint
answer_well_known (const Request *request)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  JsonObject *settings = json_object_new ();
  JsonArray *rooms = json_array_new ();

  json_array_add_string_element (rooms, "doc_789");
  json_object_set_string_member (settings, "name", "Demo");
  json_object_set_string_member (settings, "key", request->application->key);
  json_object_set_string_member (settings, "host", g_uri_get_host (uri));
  json_object_set_int_member (settings, "port", g_uri_get_port (uri));
  json_object_set_boolean_member (settings, "tls", g_str_equal (g_uri_get_scheme (uri), "https"));
  json_object_set_string_member (settings, "auth-endpoint", "/api/pusher/auth");
  json_object_set_array_member (settings, "rooms", rooms);

  return answer (request, 200, settings);
}

/* Names as faults have them. */
static const struct
{
  const char *method;
  const char *path;
  const char *name;
  guint (*answer) (const Request *request);
} table[] = {
  { "POST", "/api/auth/device/code", "code", answer_code },
  { "POST", "/api/auth/device/token", "token", answer_token },
  { "GET", "/api/auth/get-session", "session", answer_session },
  { "GET", "/api/auth/organization/list", "tenants", answer_tenants },
  { "GET", "/.well-known/traybell.json", "well-known", answer_well_known },
};

static guint
misbehave (const Request *request, const DevFault *fault)
{
  g_autofree char *padding = NULL;

  switch ((DevWebMode) fault->mode)
    {
    case DEV_WEB_STATUS:
      return dev_misbehaviour_status (request->message, fault);
    case DEV_WEB_HTML:
      return dev_misbehaviour_html (request->message, fault);
    case DEV_WEB_REDIRECT:
      return dev_misbehaviour_redirect (request->message, fault);
    case DEV_WEB_HUGE:
      padding = g_strnfill (fault->bytes, ' ');
      dev_reply_text (request->message, 200, "application/json", padding);
      return 200;
    case DEV_WEB_NORMAL:
    case DEV_WEB_HANG:
    default:
      return dev_misbehaviour_hang (request->message);
    }
}

static void
record (const Request *request, const char *name, guint status)
{
  DevRecord *into = &request->application->record;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "endpoint", name);
  json_object_set_string_member (entry, "contentType", type != NULL ? type : "");
  json_object_set_boolean_member (entry, "authorised", find_user (request) != NULL);
  json_object_set_object_member (entry, "parameters", json_object_ref (request->parameters));
  json_object_set_int_member (entry, "status", status);
  json_array_add_object_element (into->web_requests, entry);
  dev_application_changed (request->application);
}

/**
 * dev_web_api_handle:
 * @application: the application
 * @message: a request
 * @path: its path
 *
 * Answers as the web app of the demo, or as the fault of the moment wants, and records the request
 * without its credentials.
 *
 * Returns: %FALSE if there is no such endpoint
 */
gboolean
dev_web_api_handle (DevApplication *application, SoupServerMessage *message, const char *path)
{
  Request request = { .application = application, .message = message };
  g_autoptr (JsonObject) parameters = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const DevFault *fault;
      guint status;

      if (!g_str_equal (path, table[i].path))
        continue;
      if (!g_str_equal (soup_server_message_get_method (message), table[i].method))
        {
          dev_reply_error (message, 405, "Use another method");
          return TRUE;
        }

      parameters = dev_request_get_parameters (message, &request.is_json);
      request.parameters = parameters;
      fault = dev_faults_take_web (application->faults, table[i].name);
      status = fault != NULL && fault->mode != DEV_WEB_NORMAL ? misbehave (&request, fault)
                                                              : table[i].answer (&request);
      record (&request, table[i].name, status);
      return TRUE;
    }

  return FALSE;
}
