/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The application server's side of a private channel: who asks, may they, and
 * the signature. At /api/pusher/auth, at Laravel's /broadcasting/auth, and for
 * users at /api/pusher/user-auth. */

#include "dev-auth-endpoint.h"

#include "dev-json.h"
#include "dev-misbehaviour.h"
#include "dev-reply.h"
#include "dev-signature.h"

/* Status of Laravel for a form without a CSRF token. */
#define STATUS_PAGE_EXPIRED 419

typedef struct
{
  DevApplication *application;
  SoupServerMessage *message;
  JsonObject *parameters;
  gboolean is_json;
  gboolean is_laravel;
  gboolean is_user;
  const char *socket_id;
  const char *channel;
  const char *credentials;
  const DevUser *user;
  const DevFault *fault;
} Request;

static const char *
get_header (const Request *request, const char *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (request->message),
                                       name);
}

static void
find_user (Request *request)
{
  DevUsers *users = request->application->users;
  const char *authorization = get_header (request, "Authorization");
  const char *cookies = get_header (request, "Cookie");

  request->credentials = "none";
  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    {
      request->credentials = "bearer";
      request->user = dev_users_find_by_token (users, authorization + 7);
    }
  else if (cookies != NULL)
    {
      g_autoptr (GHashTable) values = soup_header_parse_semi_param_list (cookies);
      const char *value = g_hash_table_lookup (values, "session");

      request->credentials = "cookie";
      request->user = value != NULL ? dev_users_find_by_cookie (users, value) : NULL;
    }
}

static gboolean
has_fault (const Request *request, DevAuthMode mode)
{
  return request->fault != NULL && request->fault->mode == (int) mode;
}

/* Laravel redirects a browser to its sign-in page, and tells scripts in JSON. */
static guint
refuse (const Request *request, guint status, const char *error)
{
  const char *accept = get_header (request, "Accept");

  if (request->is_laravel && (accept == NULL || strstr (accept, "json") == NULL))
    {
      dev_reply_redirect (request->message, 302, "/login");
      return 302;
    }

  if (request->is_laravel)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "message", error);
      dev_reply_object (request->message, status, object);
    }
  else
    {
      dev_reply_error (request->message, status, error);
    }

  return status;
}

static JsonObject *
describe_user (const DevUser *user, const char *id_name, const char *info_name)
{
  JsonObject *object = json_object_new ();
  JsonObject *info = json_object_new ();

  json_object_set_string_member (info, "name", user->display_name);
  json_object_set_string_member (object, id_name, user->id);
  json_object_set_object_member (object, info_name, info);

  return object;
}

static char *
sign (const Request *request, const char *channel_data)
{
  DevApplication *application = request->application;
  g_autofree char *signature = NULL;

  if (has_fault (request, DEV_AUTH_BAD_SIGNATURE))
    signature = g_strnfill (64, '0');
  else if (request->is_user)
    signature = dev_signature_user (application->secret, request->socket_id, channel_data);
  else
    signature = dev_signature_channel (application->secret, request->socket_id, request->channel,
                                       channel_data);

  return g_strdup_printf ("%s:%s", application->key, signature);
}

static JsonObject *
authorise_user (const Request *request)
{
  JsonObject *answer = json_object_new ();
  g_autoptr (JsonObject) data = describe_user (request->user, "id", "user_info");
  g_autofree char *text = dev_json_print_object (data);
  g_autofree char *auth = sign (request, text);

  json_object_set_string_member (answer, "auth", auth);
  json_object_set_string_member (answer, "user_data", text);

  return answer;
}

static JsonObject *
authorise_channel (const Request *request)
{
  JsonObject *answer = json_object_new ();
  g_autofree char *text = NULL;
  g_autofree char *auth = NULL;

  if (dev_channel_name_is_presence (request->channel)
      || has_fault (request, DEV_AUTH_SIGN_CHANNEL_DATA)
      || has_fault (request, DEV_AUTH_CHANNEL_DATA_OBJECT))
    {
      g_autoptr (JsonObject) data = describe_user (request->user, "user_id", "user_info");

      text = dev_json_print_object (data);
      if (has_fault (request, DEV_AUTH_CHANNEL_DATA_OBJECT))
        json_object_set_object_member (answer, "channel_data", json_object_ref (data));
      else
        json_object_set_string_member (answer, "channel_data", text);
    }

  auth = sign (request, text);
  json_object_set_string_member (answer, "auth", auth);
  if (g_str_has_prefix (request->channel, "private-encrypted-"))
    {
      g_autofree char *shared_secret = dev_signature_shared_secret (request->channel);

      json_object_set_string_member (answer, "shared_secret", shared_secret);
    }

  return answer;
}

static guint
answer_normally (const Request *request)
{
  guint status
      = request->fault != NULL && request->fault->status != 0 ? request->fault->status : 200;
  const char *refusal;
  JsonObject *answer;

  if (request->user == NULL)
    return refuse (request, 401, request->is_laravel ? "Unauthenticated." : "Unauthorized");
  if (request->is_laravel && g_str_equal (request->credentials, "cookie")
      && get_header (request, "X-CSRF-TOKEN") == NULL)
    return refuse (request, STATUS_PAGE_EXPIRED, "CSRF token mismatch.");
  if (request->socket_id == NULL || (request->channel == NULL && !request->is_user)
      || (has_fault (request, DEV_AUTH_REQUIRE_JSON) && !request->is_json)
      || (has_fault (request, DEV_AUTH_REQUIRE_FORM) && request->is_json))
    return refuse (request, 400, "Missing parameters");

  refusal = request->is_user ? NULL : dev_user_refuses (request->user, request->channel);
  if (refusal != NULL)
    return refuse (request, 403, refusal);

  answer = request->is_user ? authorise_user (request) : authorise_channel (request);
  if (has_fault (request, DEV_AUTH_JSON_STRING))
    {
      g_autofree char *text = dev_json_print_object (answer);
      g_autoptr (JsonNode) node = dev_json_text_node (text);
      g_autofree char *twice = json_to_string (node, FALSE);

      dev_reply_text (request->message, status, "application/json", twice);
      json_object_unref (answer);
      return status;
    }
  if (has_fault (request, DEV_AUTH_NO_AUTH))
    json_object_remove_member (answer, "auth");
  dev_reply_object (request->message, status, answer);

  return status;
}

static gboolean
on_delay_over (gpointer user_data)
{
  soup_server_message_unpause (SOUP_SERVER_MESSAGE (user_data));

  return G_SOURCE_REMOVE;
}

static void
on_delayed_message_freed (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

/* The timer goes with the message, so that a client that went away is no trap. */
static void
delay (SoupServerMessage *message, guint milliseconds)
{
  GSource *timer = g_timeout_source_new (milliseconds);

  soup_server_message_pause (message);
  g_source_set_callback (timer, on_delay_over, message, NULL);
  g_source_attach (timer, NULL);
  g_object_set_data_full (G_OBJECT (message), "dev-delay", timer, on_delayed_message_freed);
}

static guint
answer_huge (const Request *request)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *padding = g_strnfill (request->fault->bytes, 'x');

  json_object_set_string_member (object, "auth", "key:signature");
  json_object_set_string_member (object, "padding", padding);
  dev_reply_object (request->message, 200, json_object_ref (object));

  return 200;
}

static guint
answer (const Request *request)
{
  guint status;

  if (request->fault == NULL)
    return answer_normally (request);

  switch ((DevAuthMode) request->fault->mode)
    {
    case DEV_AUTH_STATUS:
      return dev_misbehaviour_status (request->message, request->fault);
    case DEV_AUTH_HTML:
      return dev_misbehaviour_html (request->message, request->fault);
    case DEV_AUTH_REDIRECT:
      return dev_misbehaviour_redirect (request->message, request->fault);
    case DEV_AUTH_HUGE:
      return answer_huge (request);
    case DEV_AUTH_HANG:
      return dev_misbehaviour_hang (request->message);
    case DEV_AUTH_DELAY:
      status = answer_normally (request);
      delay (request->message, request->fault->milliseconds);
      return status;
    case DEV_AUTH_NORMAL:
    case DEV_AUTH_JSON_STRING:
    case DEV_AUTH_SIGN_CHANNEL_DATA:
    case DEV_AUTH_CHANNEL_DATA_OBJECT:
    case DEV_AUTH_NO_AUTH:
    case DEV_AUTH_BAD_SIGNATURE:
    case DEV_AUTH_REQUIRE_JSON:
    case DEV_AUTH_REQUIRE_FORM:
    default:
      return answer_normally (request);
    }
}

static void
record (const Request *request, const char *path, guint status)
{
  DevRecord *into = &request->application->record;
  JsonObject *entry = json_object_new ();
  g_autofree char *now = dev_record_now ();
  const char *headers[][2] = {
    { "contentType", get_header (request, "Content-Type") },
    { "accept", get_header (request, "Accept") },
    { "requestedWith", get_header (request, "X-Requested-With") },
    { "userAgent", get_header (request, "User-Agent") },
  };

  json_object_set_string_member (entry, "time", now);
  json_object_set_string_member (entry, "path", path);
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    json_object_set_string_member (entry, headers[i][0],
                                   headers[i][1] != NULL ? headers[i][1] : "");
  json_object_set_object_member (entry, "parameters", json_object_ref (request->parameters));
  json_object_set_string_member (entry, "credentials", request->credentials);
  json_object_set_string_member (entry, "user", request->user != NULL ? request->user->name : "");
  json_object_set_int_member (entry, "status", status);
  json_array_add_object_element (into->requests, entry);

  if (request->is_user)
    into->user_auth_requests++;
  else
    into->auth_requests++;
  dev_application_changed (request->application);
}

/**
 * dev_auth_endpoint_handle:
 * @application: the application
 * @message: a POST to one of the endpoints
 * @path: its path
 *
 * Answers as the application server of the demo, or as the fault of the moment
 * wants, and records the request without its credentials.
 */
void
dev_auth_endpoint_handle (DevApplication *application, SoupServerMessage *message, const char *path)
{
  Request request = { .application = application, .message = message };
  g_autoptr (JsonObject) parameters = dev_request_get_parameters (message, &request.is_json);
  guint status;

  request.parameters = parameters;
  request.is_laravel = g_str_has_suffix (path, "/broadcasting/auth");
  request.is_user = g_str_has_suffix (path, "/user-auth");
  request.socket_id = dev_json_get_text (parameters, "socket_id", NULL);
  request.channel = dev_json_get_text (parameters, "channel_name", NULL);
  request.fault = dev_faults_take_auth (application->faults, request.channel);
  find_user (&request);

  status = answer (&request);
  dev_application_log (application, "%s %s for %s: %u", path, request.credentials,
                       request.channel != NULL ? request.channel : "-", status);
  record (&request, path, status);
}
