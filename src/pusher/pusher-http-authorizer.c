/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-http-authorizer.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-soup-session.h"

/* As much of an endpoint's own words as an error repeats, in characters. */
#define WORDS_MAX_LENGTH 120
/* The longest wait that an endpoint's Retry-After is granted, in s. */
#define RETRY_AFTER_MAX 3600

typedef struct
{
  char *name;
  char *value;
} Parameter;

struct _PusherHttpAuthorizer
{
  GObject parent_instance;

  SoupSession *session;
  PusherClock *clock;
  char *endpoint;
  PusherAuthFormat format;
  gboolean format_is_proven;
  GArray *parameters; /* Parameter */
  PusherHeadersFunc headers_func;
  gpointer headers_data;
  GDestroyNotify headers_data_free;
};

/* One question, which may be put twice: in the other format when the first is not understood. */
typedef struct
{
  char *socket_id;
  char *channel_name;
  PusherAuthFormat format;
  gboolean is_second_try;
  SoupMessage *message;
  GInputStream *body;
  char *buffer;
  GCancellable *cancellable;
  PusherClock *clock;
  guint timer;
  gboolean timed_out;
  guint retry_after;
} Request;

static void pusher_http_authorizer_authorizer_init (PusherAuthorizerInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PusherHttpAuthorizer,
                               pusher_http_authorizer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PUSHER_TYPE_AUTHORIZER,
                                                      pusher_http_authorizer_authorizer_init))

static void send_request (GTask *task);

static void
parameter_clear (gpointer data)
{
  Parameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
}

static void
request_free (Request *request)
{
  pusher_clock_clear_timer (request->clock, &request->timer);
  g_object_unref (request->clock);
  g_clear_object (&request->message);
  g_clear_object (&request->body);
  g_clear_object (&request->cancellable);
  if (request->buffer != NULL)
    explicit_bzero (request->buffer, PUSHER_AUTHORIZATION_MAX_SIZE + 1);
  g_free (request->buffer);
  g_free (request->socket_id);
  g_free (request->channel_name);
  g_free (request);
}

static void
return_error (GTask *task, GError *error)
{
  Request *request = g_task_get_task_data (task);

  pusher_clock_clear_timer (request->clock, &request->timer);
  g_task_return_error (task, error);
}

static void
on_timeout (gpointer user_data)
{
  Request *request = g_task_get_task_data (G_TASK (user_data));

  request->timer = 0;
  request->timed_out = TRUE;
  g_cancellable_cancel (request->cancellable);
}

static void
on_outer_cancelled (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/* encodeURIComponent's alphabet without the marks that forms encode too (row 6.2). */
static void
append_form_field (GString *body, const char *name, const char *value)
{
  g_autofree char *encoded_name = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *encoded_value = g_uri_escape_string (value, NULL, FALSE);

  if (body->len > 0)
    g_string_append_c (body, '&');
  g_string_append_printf (body, "%s=%s", encoded_name, encoded_value);
}

static GBytes *
build_form (PusherHttpAuthorizer *self, Request *request)
{
  g_autoptr (GString) body = g_string_new (NULL);

  append_form_field (body, "socket_id", request->socket_id);
  append_form_field (body, "channel_name", request->channel_name);
  for (guint i = 0; i < self->parameters->len; i++)
    {
      Parameter *parameter = &g_array_index (self->parameters, Parameter, i);

      append_form_field (body, parameter->name, parameter->value);
    }

  return g_bytes_new (body->str, body->len);
}

static GBytes *
build_json (PusherHttpAuthorizer *self, Request *request)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "socket_id");
  json_builder_add_string_value (builder, request->socket_id);
  json_builder_set_member_name (builder, "channel_name");
  json_builder_add_string_value (builder, request->channel_name);
  for (guint i = 0; i < self->parameters->len; i++)
    {
      Parameter *parameter = &g_array_index (self->parameters, Parameter, i);

      json_builder_set_member_name (builder, parameter->name);
      json_builder_add_string_value (builder, parameter->value);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

/* The endpoint's own words, if it has any to say: `{"error":"…"}`, `{"message":"…"}` or plain text.
 */
static char *
read_words (const char *body, gsize length)
{
  g_autoptr (JsonNode) node = NULL;
  const char *words = NULL;
  g_autofree char *text = NULL;

  if (length > PUSHER_AUTHORIZATION_MAX_SIZE || !g_utf8_validate_len (body, length, NULL))
    return NULL;

  node = pusher_json_parse (body, (gssize) length);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);

      words = pusher_json_get_string (object, "error");
      if (words == NULL)
        words = pusher_json_get_string (object, "message");
      text = g_strdup (words);
    }
  else if (node == NULL && memchr (body, '<', length) == NULL)
    {
      text = g_strndup (body, length);
    }

  if (text == NULL || *g_strstrip (text) == '\0')
    return NULL;

  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), WORDS_MAX_LENGTH));
}

/* What an answer other than 2xx says to a person (rows 6.12 to 6.14). */
static GError *
explain_status (PusherHttpAuthorizer *self, guint status, const char *body, gsize length)
{
  g_autofree char *words = read_words (body, length);
  g_autofree char *detail
      = words != NULL ? g_strdup_printf ("%u: %s", status, words) : g_strdup_printf ("%u", status);

  if (status >= 300 && status < 400)
    return g_error_new (
        PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED,
        _ ("The authorisation endpoint sends us to another page (%s), most likely to "
           "sign in: sign in again"),
        detail);
  if (status == 401 || status == 419)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED,
                        _ ("The web app does not accept the sign-in (%s): sign in again"), detail);
  if (status == 403)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_DENIED,
                        _ ("The web app denies this channel (%s)"), detail);
  if (status == 404)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
                        _ ("There is no authorisation endpoint at %s (%s); check the account's "
                           "settings"),
                        self->endpoint, detail);
  if (status == 408 || status == 429 || status >= 500)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_UNAVAILABLE,
                        _ ("The authorisation endpoint cannot answer just now (%s); it is asked "
                           "again in a while"),
                        detail);

  return g_error_new (
      PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER,
      _ ("The authorisation endpoint did not understand the request (%s); check the "
         "account's authorisation format and parameters"),
      detail);
}

static void
handle_answer (GTask *task, const char *body, gsize length)
{
  PusherHttpAuthorizer *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  guint status = soup_message_get_status (request->message);
  PusherAuthorization *authorization;
  GError *error = NULL;

  if (status == SOUP_STATUS_BAD_REQUEST && !request->is_second_try && !self->format_is_proven)
    {
      request->is_second_try = TRUE;
      request->format = request->format == PUSHER_AUTH_FORMAT_FORM ? PUSHER_AUTH_FORMAT_JSON
                                                                   : PUSHER_AUTH_FORMAT_FORM;
      send_request (task);
      return;
    }

  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
      const char *value = soup_message_headers_get_one (headers, "Retry-After");
      guint64 seconds = 0;

      if (value != NULL)
        g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &seconds, NULL);
      request->retry_after = (guint) MIN (seconds, RETRY_AFTER_MAX);
      return_error (task, explain_status (self, status, body, length));
      return;
    }

  authorization = pusher_authorization_parse (body, length, &error);
  if (authorization == NULL)
    {
      return_error (task, error);
      return;
    }

  self->format = request->format;
  self->format_is_proven = TRUE;
  pusher_clock_clear_timer (request->clock, &request->timer);
  g_task_return_pointer (task, authorization, (GDestroyNotify) pusher_authorization_free);
}

/* Puts a failure to reach the endpoint into words (rows 6.15, 6.16). */
static void
handle_failure (GTask *task, const GError *error)
{
  PusherHttpAuthorizer *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) explained = NULL;

  if (request->timed_out)
    {
      return_error (task, g_error_new (PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT,
                                       _ ("The authorisation endpoint %s does not answer; it is "
                                          "asked again in a while"),
                                       self->endpoint));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return_error (task, g_error_copy (error));
      return;
    }

  explained = pusher_soup_session_explain (request->message, error);
  return_error (task, g_error_new (PUSHER_ERROR, explained->code,
                                   _ ("The authorisation endpoint cannot be reached: %s"),
                                   explained->message));
}

static void
on_body_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  /* An answer keeps its connection until its stream is closed, even when it was read to the end. */
  g_input_stream_close (G_INPUT_STREAM (source), NULL, NULL);
  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    handle_failure (task, error);
  else
    handle_answer (task, request->buffer, length);
}

static void
on_send_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_clear_object (&request->body);
  request->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (request->body == NULL)
    {
      handle_failure (task, error);
      return;
    }

  /* One byte more than is allowed shows that there is more (row 6.21). */
  g_input_stream_read_all_async (request->body, request->buffer, PUSHER_AUTHORIZATION_MAX_SIZE + 1,
                                 G_PRIORITY_DEFAULT, request->cancellable, on_body_ready,
                                 g_steal_pointer (&task));
}

static void
send_request (GTask *task)
{
  PusherHttpAuthorizer *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GBytes) body = NULL;
  SoupMessageHeaders *headers;

  g_set_object (&request->message, NULL);
  request->message = soup_message_new (SOUP_METHOD_POST, self->endpoint);
  /* A session that has ended answers with a redirect to a page for people, and the credentials in
   * the headers are for this endpoint alone (rows 6.12, 15.3). */
  soup_message_add_flags (request->message, SOUP_MESSAGE_NO_REDIRECT);

  headers = soup_message_get_request_headers (request->message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "X-Requested-With", "XMLHttpRequest");
  if (self->headers_func != NULL)
    self->headers_func (headers, self->headers_data);

  if (request->format == PUSHER_AUTH_FORMAT_JSON)
    {
      body = build_json (self, request);
      soup_message_set_request_body_from_bytes (request->message, "application/json", body);
    }
  else
    {
      body = build_form (self, request);
      soup_message_set_request_body_from_bytes (request->message,
                                                "application/x-www-form-urlencoded", body);
    }

  soup_session_send_async (self->session, request->message, G_PRIORITY_DEFAULT,
                           request->cancellable, on_send_ready, g_object_ref (task));
}

static void
pusher_http_authorizer_authorize_async (PusherAuthorizer *authorizer,
                                        const char *socket_id,
                                        const char *channel_name,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  PusherHttpAuthorizer *self = PUSHER_HTTP_AUTHORIZER (authorizer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->socket_id = g_strdup (socket_id);
  request->channel_name = g_strdup (channel_name);
  request->format = self->format;
  request->clock = g_object_ref (self->clock);
  request->buffer = g_malloc (PUSHER_AUTHORIZATION_MAX_SIZE + 1);
  request->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_set_source_tag (task, pusher_http_authorizer_authorize_async);

  if (cancellable != NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                           g_object_ref (request->cancellable), g_object_unref);
  request->timer = pusher_clock_add_timer (
      self->clock, PUSHER_HTTP_AUTHORIZER_TIMEOUT * G_USEC_PER_SEC, on_timeout, task);

  send_request (task);
}

static PusherAuthorization *
pusher_http_authorizer_authorize_finish (PusherAuthorizer *authorizer,
                                         GAsyncResult *result,
                                         guint *retry_after,
                                         GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  *retry_after = request->retry_after;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
pusher_http_authorizer_finalize (GObject *object)
{
  PusherHttpAuthorizer *self = PUSHER_HTTP_AUTHORIZER (object);

  if (self->headers_data_free != NULL)
    self->headers_data_free (self->headers_data);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_array_unref (self->parameters);
  g_free (self->endpoint);

  G_OBJECT_CLASS (pusher_http_authorizer_parent_class)->finalize (object);
}

static void
pusher_http_authorizer_authorizer_init (PusherAuthorizerInterface *interface)
{
  interface->authorize_async = pusher_http_authorizer_authorize_async;
  interface->authorize_finish = pusher_http_authorizer_authorize_finish;
}

static void
pusher_http_authorizer_class_init (PusherHttpAuthorizerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pusher_http_authorizer_finalize;
}

static void
pusher_http_authorizer_init (PusherHttpAuthorizer *self)
{
  self->parameters = g_array_new (FALSE, FALSE, sizeof (Parameter));
  g_array_set_clear_func (self->parameters, parameter_clear);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/**
 * pusher_http_authorizer_check_endpoint:
 * @endpoint: an address
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if credentials may be sent to @endpoint: over https, or over http to this very
 *   computer (row 6.22); else %FALSE with %PUSHER_ERROR_BAD_OPTIONS
 */
gboolean
pusher_http_authorizer_check_endpoint (const char *endpoint, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (endpoint, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0'
      || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")))
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
                   _ ("“%s” is not the address of an authorisation endpoint; it begins with "
                      "https:// and names a server"),
                   endpoint);
      return FALSE;
    }
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    {
      g_set_error (
          error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS,
          _ ("The authorisation endpoint %s is not encrypted, so your sign-in could be read "
             "on the way; use https:// instead"),
          endpoint);
      return FALSE;
    }

  return TRUE;
}

/**
 * pusher_http_authorizer_new:
 * @session: the HTTP session to ask with
 * @clock: the time
 * @endpoint: an absolute address
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): an authorizer, or %NULL with %PUSHER_ERROR_BAD_OPTIONS
 */
PusherHttpAuthorizer *
pusher_http_authorizer_new (SoupSession *session,
                            PusherClock *clock,
                            const char *endpoint,
                            GError **error)
{
  PusherHttpAuthorizer *self;

  if (!pusher_http_authorizer_check_endpoint (endpoint, error))
    return NULL;

  self = g_object_new (PUSHER_TYPE_HTTP_AUTHORIZER, NULL);
  self->session = g_object_ref (session);
  self->clock = g_object_ref (clock);
  self->endpoint = g_strdup (endpoint);

  return self;
}

/**
 * pusher_http_authorizer_set_format:
 * @self: an authorizer
 * @format: the format to try first; if the endpoint answers 400 to it before it ever worked, the
 * other is tried once, and what works is kept
 */
void
pusher_http_authorizer_set_format (PusherHttpAuthorizer *self, PusherAuthFormat format)
{
  self->format = format;
  self->format_is_proven = FALSE;
}

/**
 * pusher_http_authorizer_get_format:
 * @self: an authorizer
 *
 * Returns: the format to try first, or the one that works
 */
PusherAuthFormat
pusher_http_authorizer_get_format (PusherHttpAuthorizer *self)
{
  return self->format;
}

/**
 * pusher_http_authorizer_add_parameter:
 * @self: an authorizer
 * @name: a further parameter's name
 * @value: its value; sent behind the protocol's own (row 6.1)
 */
void
pusher_http_authorizer_add_parameter (PusherHttpAuthorizer *self,
                                      const char *name,
                                      const char *value)
{
  Parameter parameter = { g_strdup (name), g_strdup (value) };

  g_array_append_val (self->parameters, parameter);
}

/**
 * pusher_http_authorizer_set_headers_func:
 * @self: an authorizer
 * @func: (nullable): adds the credentials to each request (row 6.4)
 * @user_data: for @func
 * @user_data_free: (nullable): frees @user_data
 */
void
pusher_http_authorizer_set_headers_func (PusherHttpAuthorizer *self,
                                         PusherHeadersFunc func,
                                         gpointer user_data,
                                         GDestroyNotify user_data_free)
{
  if (self->headers_data_free != NULL)
    self->headers_data_free (self->headers_data);
  self->headers_func = func;
  self->headers_data = user_data;
  self->headers_data_free = user_data_free;
}
