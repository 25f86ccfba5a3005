/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps every request until the test answers it: in any order, late, or with an error. */

#include "fake-authorizer.h"

#include <string.h>

#include "pusher/pusher-error.h"

typedef struct
{
  char *socket_id;
  char *channel_name;
  GTask *task;
  GCancellable *cancellable;
  gulong handler;
  guint retry_after;
} Request;

struct _FakeAuthorizer
{
  GObject parent_instance;

  GPtrArray *requests; /* Request, those that nobody has answered */
  GString *order;
  guint asked;
  guint cancelled;
  gboolean late;
};

static void fake_authorizer_authorizer_init (PusherAuthorizerInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeAuthorizer,
                               fake_authorizer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PUSHER_TYPE_AUTHORIZER,
                                                      fake_authorizer_authorizer_init))

/* An answered request cannot be cancelled any more. */
static void
stop_listening (Request *request)
{
  if (request->cancellable != NULL)
    g_signal_handler_disconnect (request->cancellable, request->handler);
  g_clear_object (&request->cancellable);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  stop_listening (request);
  g_free (request->socket_id);
  g_free (request->channel_name);
  g_free (request);
}

/* The task tells its caller in the next turn of the main loop. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  FakeAuthorizer *self = g_task_get_source_object (task);

  self->cancelled++;
  if (self->late)
    return;

  g_ptr_array_remove (self->requests, task);
  g_task_return_error_if_cancelled (task);
  g_object_unref (task);
}

static void
fake_authorizer_authorize_async (PusherAuthorizer *authorizer,
                                 const char *socket_id,
                                 const char *channel_name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  FakeAuthorizer *self = FAKE_AUTHORIZER (authorizer);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  self->asked++;
  g_string_append_printf (self->order, "%s%s", self->order->len > 0 ? " " : "",
                          channel_name != NULL ? channel_name : "-");

  request->socket_id = g_strdup (socket_id);
  request->channel_name = g_strdup (channel_name);
  g_task_set_task_data (task, request, request_free);
  g_task_set_check_cancellable (task, FALSE);
  g_ptr_array_add (self->requests, task);
  if (cancellable != NULL)
    {
      request->cancellable = g_object_ref (cancellable);
      request->handler
          = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), task);
    }
}

static PusherAuthorization *
fake_authorizer_authorize_finish (PusherAuthorizer *authorizer,
                                  GAsyncResult *result,
                                  guint *retry_after,
                                  GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  *retry_after = request->retry_after;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_authorizer_finalize (GObject *object)
{
  FakeAuthorizer *self = FAKE_AUTHORIZER (object);

  g_assert_cmpuint (self->requests->len, ==, 0);
  g_ptr_array_unref (self->requests);
  g_string_free (self->order, TRUE);

  G_OBJECT_CLASS (fake_authorizer_parent_class)->finalize (object);
}

static void
fake_authorizer_authorizer_init (PusherAuthorizerInterface *interface)
{
  interface->authorize_async = fake_authorizer_authorize_async;
  interface->authorize_finish = fake_authorizer_authorize_finish;
}

static void
fake_authorizer_class_init (FakeAuthorizerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_authorizer_finalize;
}

static void
fake_authorizer_init (FakeAuthorizer *self)
{
  self->requests = g_ptr_array_new ();
  self->order = g_string_new (NULL);
}

FakeAuthorizer *
fake_authorizer_new (void)
{
  return g_object_new (FAKE_TYPE_AUTHORIZER, NULL);
}

/* Whether requests that were cancelled stay open, to be answered too late. */
void
fake_authorizer_set_late (FakeAuthorizer *self, gboolean late)
{
  self->late = late;
}

guint
fake_authorizer_get_asked (FakeAuthorizer *self)
{
  return self->asked;
}

guint
fake_authorizer_get_open (FakeAuthorizer *self)
{
  return self->requests->len;
}

guint
fake_authorizer_get_cancelled (FakeAuthorizer *self)
{
  return self->cancelled;
}

/* The channels that were asked for, “-” for the user, with spaces between. */
const char *
fake_authorizer_get_order (FakeAuthorizer *self)
{
  return self->order->str;
}

/* Takes the oldest open request for @channel_name, or for the user if that is %NULL, on @socket_id
 * unless that is %NULL. */
static GTask *
take (FakeAuthorizer *self, const char *socket_id, const char *channel_name)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      GTask *task = g_ptr_array_index (self->requests, i);
      Request *request = g_task_get_task_data (task);

      if (g_strcmp0 (request->channel_name, channel_name) == 0
          && (socket_id == NULL || g_str_equal (request->socket_id, socket_id)))
        {
          g_ptr_array_remove_index (self->requests, i);
          stop_listening (request);
          return task;
        }
    }
  g_error ("Nobody has asked for %s", channel_name != NULL ? channel_name : "the user");
}

static void
allow (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  g_autofree char *answer = NULL;
  PusherAuthorization *authorization;

  if (request->channel_name == NULL)
    answer = g_strdup_printf ("{\"auth\":\"key:%s\",\"user_data\":\"{\\\"id\\\":\\\"me\\\"}\"}",
                              request->socket_id);
  else if (g_str_has_prefix (request->channel_name, "presence-"))
    answer = g_strdup_printf (
        "{\"auth\":\"key:%s\",\"channel_data\":\"{\\\"user_id\\\":\\\"me\\\"}\"}",
        request->socket_id);
  else
    answer = g_strdup_printf ("{\"auth\":\"key:%s\"}", request->socket_id);
  authorization = pusher_authorization_parse (answer, strlen (answer), NULL);
  g_assert_nonnull (authorization);
  g_task_return_pointer (task, authorization, (GDestroyNotify) pusher_authorization_free);
  g_object_unref (task);
  settle ();
}

/* The signature is the socket's id, so that a test sees whose it is. */
void
fake_authorizer_allow (FakeAuthorizer *self, const char *channel_name)
{
  allow (take (self, NULL, channel_name));
}

void
fake_authorizer_allow_on (FakeAuthorizer *self, const char *socket_id, const char *channel_name)
{
  allow (take (self, socket_id, channel_name));
}

/* Answers with the body of a 2xx. */
void
fake_authorizer_answer (FakeAuthorizer *self, const char *channel_name, const char *answer)
{
  g_autoptr (GTask) task = take (self, NULL, channel_name);
  GError *error = NULL;
  PusherAuthorization *authorization = pusher_authorization_parse (answer, strlen (answer), &error);

  if (authorization != NULL)
    g_task_return_pointer (task, authorization, (GDestroyNotify) pusher_authorization_free);
  else
    g_task_return_error (task, error);
  settle ();
}

void
fake_authorizer_refuse (FakeAuthorizer *self,
                        const char *channel_name,
                        int error_code,
                        guint retry_after)
{
  g_autoptr (GTask) task = take (self, NULL, channel_name);
  Request *request = g_task_get_task_data (task);

  request->retry_after = retry_after;
  g_task_return_new_error (task, PUSHER_ERROR, error_code, "Refused by the test");
  settle ();
}
