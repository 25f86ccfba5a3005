/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Publishes events as an application's server does, through the server's HTTP API. Needs the
 * application's secret, which a client never has: nothing else in this room knows of one.
 */

#include "pusher/pusher-publisher.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-http-exchange.h"
#include "pusher/pusher-publish-refusal.h"
#include "pusher/pusher-request-signature.h"

/* No answer of a server is longer, in bytes. */
#define ANSWER_MAX_SIZE (64 * 1024)

struct _PusherPublisher
{
  GObject parent_instance;

  SoupSession *session;
  PusherClock *clock;
  char *uri; /* of the application, without a slash at its end */
  char *app_id;
  char *key;
  char *secret;
  gsize max_data_size;
};

/* One request on its way. */
typedef struct
{
  SoupMessage *message;
  gint64 time; /* in s since 1970 */
  gboolean is_sent;
} Request;

G_DEFINE_FINAL_TYPE (PusherPublisher, pusher_publisher, G_TYPE_OBJECT)

static void
request_free (Request *request)
{
  if (request->message != NULL)
    g_signal_handlers_disconnect_by_data (request->message, request);
  g_clear_object (&request->message);
  g_free (request);
}

static void
on_wrote_headers (SoupMessage *message, gpointer user_data)
{
  Request *request = user_data;

  request->is_sent = TRUE;
}

static GError *
explain_failure (const Request *request, const GError *error)
{
  if (!request->is_sent || !g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT))
    return g_error_copy (error);

  return pusher_error_explain (error, _ ("%s; the event may have been published all the same"),
                               error->message);
}

static void
on_answer_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PusherPublisher *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = pusher_http_exchange_finish (result, &error);
  const char *body;
  gsize length;
  GError *refusal;

  if (answer == NULL)
    {
      g_task_return_error (task, explain_failure (request, error));
      return;
    }

  body = g_bytes_get_data (answer, &length);
  refusal
      = pusher_publish_refusal_find (request->message, self->app_id, request->time, body, length);
  if (refusal != NULL)
    g_task_return_error (task, refusal);
  else
    g_task_return_boolean (task, TRUE);
}

/* Sends @builder's value to what is called @resource below the application. */
static void
post (PusherPublisher *self, GTask *task, const char *resource, JsonBuilder *builder)
{
  Request *request = g_new0 (Request, 1);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);
  gsize length = strlen (text);
  g_autofree char *address = g_strconcat (self->uri, "/", resource, NULL);
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *query = NULL;
  g_autofree char *signed_address = NULL;
  g_autoptr (GBytes) body = NULL;

  request->time = g_get_real_time () / G_USEC_PER_SEC;
  query = pusher_request_signature_build_query (SOUP_METHOD_POST, g_uri_get_path (uri), self->key,
                                                self->secret, request->time, text, length);
  signed_address = g_strconcat (address, "?", query, NULL);
  request->message = soup_message_new (SOUP_METHOD_POST, signed_address);
  g_signal_connect (request->message, "wrote-headers", G_CALLBACK (on_wrote_headers), request);
  body = g_bytes_new_take (g_steal_pointer (&text), length);
  soup_message_set_request_body_from_bytes (request->message, "application/json", body);

  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  pusher_http_exchange_async (self->session, self->clock, request->message, ANSWER_MAX_SIZE,
                              PUSHER_PUBLISHER_TIMEOUT * G_USEC_PER_SEC,
                              g_task_get_cancellable (task), on_answer_ready, g_object_ref (task));
}

/* %FALSE after the caller was told. */
static gboolean
check_size (PusherPublisher *self, GTask *task, PusherPublication *publication)
{
  gsize size = strlen (pusher_publication_get_data (publication));
  g_autofree char *given = NULL;
  g_autofree char *allowed = NULL;

  if (size <= self->max_data_size)
    return TRUE;

  given = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  allowed = g_strdup_printf ("%" G_GSIZE_FORMAT, self->max_data_size);
  g_task_return_new_error (task, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT,
                           /* Translators: two numbers */
                           _ ("The event's data are %s bytes, and %s are allowed; send less, such "
                              "as the address of the rest"),
                           given, allowed);
  return FALSE;
}

static void
pusher_publisher_finalize (GObject *object)
{
  PusherPublisher *self = PUSHER_PUBLISHER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_free (self->uri);
  g_free (self->app_id);
  g_free (self->key);
  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);

  G_OBJECT_CLASS (pusher_publisher_parent_class)->finalize (object);
}

static void
pusher_publisher_class_init (PusherPublisherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pusher_publisher_finalize;
}

static void
pusher_publisher_init (PusherPublisher *self)
{
  self->max_data_size = PUSHER_PUBLICATION_MAX_DATA_SIZE;
}

/**
 * pusher_publisher_new:
 * @session: the HTTP session to publish with
 * @clock: for deadlines
 * @options: where the server is, and the application's public key
 * @app_id: the application's id
 * @secret: the application's secret; overwritten when the publisher ends
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): a publisher, or %NULL with %PUSHER_ERROR_BAD_OPTIONS and
 *   what is missing
 */
PusherPublisher *
pusher_publisher_new (SoupSession *session,
                      PusherClock *clock,
                      const PusherOptions *options,
                      const char *app_id,
                      const char *secret,
                      GError **error)
{
  g_autofree char *uri = pusher_options_build_api_uri (options, app_id, error);
  PusherPublisher *self;

  if (uri == NULL)
    return NULL;
  if (*secret == '\0')
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_OPTIONS, _ ("The app secret is missing"));
      return NULL;
    }

  self = g_object_new (PUSHER_TYPE_PUBLISHER, NULL);
  self->session = g_object_ref (session);
  self->clock = g_object_ref (clock);
  self->uri = g_steal_pointer (&uri);
  self->app_id = g_strdup (app_id);
  self->key = g_strdup (pusher_options_get_key (options));
  self->secret = g_strdup (secret);

  return self;
}

/**
 * pusher_publisher_set_max_data_size:
 * @self: a publisher
 * @bytes: how large the data of one event may be, %PUSHER_PUBLICATION_MAX_DATA_SIZE unless set
 *   here; servers of one's own can be set up to take more
 */
void
pusher_publisher_set_max_data_size (PusherPublisher *self, gsize bytes)
{
  self->max_data_size = bytes;
}

/**
 * pusher_publisher_publish_async:
 * @self: a publisher
 * @publication: an event
 * @cancellable: (nullable): cancels waiting for the answer, not what was sent
 * @callback: called when the server has answered, or has not within %PUSHER_PUBLISHER_TIMEOUT
 * @user_data: for @callback
 *
 * Publishes @publication once; what went wrong is not tried again, for the server may have
 * published it all the same.
 */
void
pusher_publisher_publish_async (PusherPublisher *self,
                                PusherPublication *publication,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  g_task_set_source_tag (task, pusher_publisher_publish_async);
  if (!check_size (self, task, publication))
    return;

  pusher_publication_build (publication, builder, FALSE);
  post (self, task, "events", builder);
}

/**
 * pusher_publisher_publish_batch_async:
 * @self: a publisher
 * @publications: (element-type PusherPublication): events, each for one channel, at most
 *   %PUSHER_PUBLICATION_MAX_BATCH
 * @cancellable: (nullable): cancels waiting for the answer, not what was sent
 * @callback: called when the server has answered, or has not within %PUSHER_PUBLISHER_TIMEOUT
 * @user_data: for @callback; finish with pusher_publisher_publish_finish()
 *
 * Publishes all of @publications in one request, or none if one of them cannot be.
 */
void
pusher_publisher_publish_batch_async (PusherPublisher *self,
                                      GPtrArray *publications,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  g_task_set_source_tag (task, pusher_publisher_publish_batch_async);
  if (publications->len == 0 || publications->len > PUSHER_PUBLICATION_MAX_BATCH)
    {
      g_task_return_new_error (task, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT,
                               _ ("A batch has 1 to %d events, and this one has %u"),
                               PUSHER_PUBLICATION_MAX_BATCH, publications->len);
      return;
    }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "batch");
  json_builder_begin_array (builder);
  for (guint i = 0; i < publications->len; i++)
    {
      PusherPublication *publication = g_ptr_array_index (publications, i);

      if (!check_size (self, task, publication))
        return;
      if (pusher_publication_get_channel_names (publication)[1] != NULL)
        {
          g_task_return_new_error (task, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT,
                                   _ ("Each event of a batch goes to one channel"));
          return;
        }
      pusher_publication_build (publication, builder, TRUE);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  post (self, task, "batch_events", builder);
}

/**
 * pusher_publisher_publish_finish:
 * @self: a publisher
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the server has published, else %FALSE with a #PusherError and one sentence
 *   about it, or %G_IO_ERROR_CANCELLED (row 18.7)
 */
gboolean
pusher_publisher_publish_finish (PusherPublisher *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
