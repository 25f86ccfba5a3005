/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-http-authorizer.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-auth-refusal.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-host.h"
#include "pusher/pusher-http-exchange.h"
#include "pusher/pusher-retry-after.h"

struct _PusherHttpAuthorizer
{
  GObject parent_instance;

  SoupSession *session;
  PusherClock *clock;
  char *endpoint;
  PusherAuthFormat format;
  gboolean format_is_proven;
  PusherAuthParameters *parameters;
  PusherHeadersFunc headers_func;
  gpointer headers_data;
  GDestroyNotify headers_data_free;
};

/* One question, which may be put twice: in the other format when the first is not understood. */
typedef struct
{
  char *socket_id;
  char *channel_name; /* NULL to authenticate the user */
  PusherAuthFormat format;
  gboolean is_second_try;
  SoupMessage *message;
  gint64 deadline; /* of both tries, in µs of the clock */
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
request_free (Request *request)
{
  g_clear_object (&request->message);
  g_free (request->socket_id);
  g_free (request->channel_name);
  g_free (request);
}

/* A 400 may be about the format until one has worked, and of a question that was put before the
 * answer to another one proved the other format (row 6.3). */
static gboolean
other_format_may_work (PusherHttpAuthorizer *self, const Request *request)
{
  return !request->is_second_try && (!self->format_is_proven || request->format != self->format);
}

static void
handle_answer (GTask *task, GBytes *bytes)
{
  PusherHttpAuthorizer *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  gsize length;
  const char *body = g_bytes_get_data (bytes, &length);
  guint status = soup_message_get_status (request->message);
  PusherAuthorization *authorization;
  GError *error = NULL;

  if (status == SOUP_STATUS_BAD_REQUEST && other_format_may_work (self, request))
    {
      request->is_second_try = TRUE;
      request->format = request->format == PUSHER_AUTH_FORMAT_FORM ? PUSHER_AUTH_FORMAT_JSON
                                                                   : PUSHER_AUTH_FORMAT_FORM;
      send_request (task);
      return;
    }

  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      request->retry_after
          = pusher_retry_after_read (soup_message_get_response_headers (request->message));
      g_task_return_error (task, pusher_auth_refusal_explain (status, self->endpoint,
                                                              request->channel_name, body, length));
      return;
    }

  authorization = pusher_authorization_parse (body, length, &error);
  if (authorization == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->format = request->format;
  self->format_is_proven = TRUE;
  g_task_return_pointer (task, authorization, (GDestroyNotify) pusher_authorization_free);
}

/* Puts a failure to reach the endpoint into words (rows 6.15, 6.16). */
static GError *
explain_failure (PusherHttpAuthorizer *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT))
    return pusher_error_explain (error,
                                 _ ("The authorisation endpoint %s does not answer; it is asked "
                                    "again in a while: %s"),
                                 self->endpoint, error->message);

  return pusher_error_explain (error, _ ("The authorisation endpoint cannot be reached: %s"),
                               error->message);
}

static void
on_answer_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = pusher_http_exchange_finish (result, &error);

  if (body != NULL)
    handle_answer (task, body);
  else
    g_task_return_error (task, explain_failure (g_task_get_source_object (task), error));
}

static void
send_request (GTask *task)
{
  PusherHttpAuthorizer *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GBytes) body = NULL;
  const char *content_type;
  SoupMessageHeaders *headers;

  g_set_object (&request->message, NULL);
  request->message = soup_message_new (SOUP_METHOD_POST, self->endpoint);
  /* To ask twice does no harm; for a POST that does not say so libsoup opens a new connection. */
  soup_message_add_flags (request->message, SOUP_MESSAGE_IDEMPOTENT);

  headers = soup_message_get_request_headers (request->message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "X-Requested-With", "XMLHttpRequest");
  if (self->headers_func != NULL)
    self->headers_func (headers, self->headers_data);

  body = pusher_auth_parameters_encode (self->parameters, request->format, request->socket_id,
                                        request->channel_name, &content_type);
  soup_message_set_request_body_from_bytes (request->message, content_type, body);

  pusher_http_exchange_async (self->session, self->clock, request->message,
                              PUSHER_AUTHORIZATION_MAX_SIZE,
                              request->deadline - pusher_clock_get_time (self->clock),
                              g_task_get_cancellable (task), on_answer_ready, g_object_ref (task));
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
  request->deadline
      = pusher_clock_get_time (self->clock) + PUSHER_HTTP_AUTHORIZER_TIMEOUT * G_USEC_PER_SEC;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_set_source_tag (task, pusher_http_authorizer_authorize_async);

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
  pusher_auth_parameters_free (self->parameters);
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
  self->parameters = pusher_auth_parameters_new ();
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
  if (g_str_equal (scheme, "http") && !pusher_host_is_loopback (host))
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
 * Asked about a channel of the name %NULL, the authorizer authenticates the user instead: the
 * request names no channel (row 10.1), and the answer has pusher_authorization_get_user_data().
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
  pusher_auth_parameters_add (self->parameters, name, value);
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
