/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A socket whose other end is the test. It fails the test when it is used in a way that a real one
 * must not be: opened twice, or sent to after it was abandoned or has closed. */

#include "fake-transport.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "pusher/pusher-error.h"

struct _FakeTransport
{
  GObject parent_instance;

  char *uri;
  char *origin;
  const PusherTransportHandlers *handlers;
  gpointer user_data;
  GQueue sent;
  gboolean abandoned;
  gboolean ended;
  gboolean full;
};

struct _FakeNetwork
{
  GPtrArray *transports;
};

static void fake_transport_transport_init (PusherTransportInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeTransport,
                               fake_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PUSHER_TYPE_TRANSPORT,
                                                      fake_transport_transport_init))

static void
fake_transport_open (PusherTransport *transport,
                     const char *uri,
                     const char *origin,
                     const PusherTransportHandlers *handlers,
                     gpointer user_data)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);

  g_assert_null (self->uri);
  self->uri = g_strdup (uri);
  self->origin = g_strdup (origin);
  self->handlers = handlers;
  self->user_data = user_data;
}

static gboolean
fake_transport_send (PusherTransport *transport, const char *text)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);

  g_assert_nonnull (self->uri);
  g_assert_false (self->abandoned);
  g_assert_false (self->ended);
  if (self->full)
    return FALSE;

  g_queue_push_tail (&self->sent, g_strdup (text));
  return TRUE;
}

static void
fake_transport_abandon (PusherTransport *transport)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);

  g_assert_false (self->abandoned);
  self->abandoned = TRUE;
}

static void
fake_transport_finalize (GObject *object)
{
  FakeTransport *self = FAKE_TRANSPORT (object);

  /* A socket that nobody gave up would go on delivering. */
  g_assert_true (self->abandoned);
  g_queue_clear_full (&self->sent, g_free);
  g_free (self->uri);
  g_free (self->origin);

  G_OBJECT_CLASS (fake_transport_parent_class)->finalize (object);
}

static void
fake_transport_transport_init (PusherTransportInterface *interface)
{
  interface->open = fake_transport_open;
  interface->send = fake_transport_send;
  interface->abandon = fake_transport_abandon;
}

static void
fake_transport_class_init (FakeTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_transport_finalize;
}

static void
fake_transport_init (FakeTransport *self)
{
  g_queue_init (&self->sent);
}

FakeTransport *
fake_transport_new (void)
{
  return g_object_new (FAKE_TYPE_TRANSPORT, NULL);
}

const char *
fake_transport_get_uri (FakeTransport *self)
{
  return self->uri;
}

const char *
fake_transport_get_origin (FakeTransport *self)
{
  return self->origin;
}

gboolean
fake_transport_is_abandoned (FakeTransport *self)
{
  return self->abandoned;
}

/* A full socket takes nothing more, as a real one that is closing. */
void
fake_transport_set_full (FakeTransport *self, gboolean full)
{
  self->full = full;
}

void
fake_transport_deliver_bytes (FakeTransport *self, const void *bytes, gsize length)
{
  g_autoptr (FakeTransport) keep = g_object_ref (self);
  g_autoptr (GBytes) text = g_bytes_new (bytes, length);

  g_assert_false (self->abandoned);
  g_assert_false (self->ended);
  self->handlers->message (PUSHER_TRANSPORT (self), text, self->user_data);
}

void
fake_transport_deliver (FakeTransport *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fake_transport_deliver_bytes (self, text, strlen (text));
}

void
fake_transport_deliver_binary (FakeTransport *self)
{
  g_assert_false (self->abandoned);
  self->handlers->binary (PUSHER_TRANSPORT (self), self->user_data);
}

void
fake_transport_deliver_activity (FakeTransport *self)
{
  g_assert_false (self->abandoned);
  self->handlers->activity (PUSHER_TRANSPORT (self), self->user_data);
}

static void
end (FakeTransport *self, const PusherTransportEnd *how)
{
  g_autoptr (FakeTransport) keep = g_object_ref (self);

  g_assert_false (self->abandoned);
  g_assert_false (self->ended);
  self->ended = TRUE;
  self->handlers->closed (PUSHER_TRANSPORT (self), how, self->user_data);
}

/* The server closes with @code, or the socket vanishes if that is 0. */
void
fake_transport_close (FakeTransport *self, guint code, const char *reason)
{
  const PusherTransportEnd how = { .code = code, .reason = reason };

  end (self, &how);
}

/* The socket never opened, or broke, for a reason on this side. */
void
fake_transport_fail (FakeTransport *self, int error_code, const char *message, guint retry_after)
{
  g_autoptr (GError) error = g_error_new_literal (PUSHER_ERROR, error_code, message);
  const PusherTransportEnd how = { .error = error, .retry_after = retry_after };

  end (self, &how);
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);

  return node;
}

/* The next frame that was sent is the same JSON. */
void
fake_transport_assert_sent (FakeTransport *self, const char *format, ...)
{
  g_autofree char *wanted = NULL;
  g_autofree char *sent = g_queue_pop_head (&self->sent);
  g_autoptr (JsonNode) wanted_node = NULL;
  g_autoptr (JsonNode) sent_node = NULL;
  va_list arguments;

  va_start (arguments, format);
  wanted = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_assert_nonnull (sent);
  wanted_node = parse (wanted);
  sent_node = parse (sent);
  if (!json_node_equal (wanted_node, sent_node))
    g_assert_cmpstr (sent, ==, wanted);
}

void
fake_transport_assert_silent (FakeTransport *self)
{
  const char *sent = g_queue_peek_head (&self->sent);

  g_assert_cmpstr (sent, ==, NULL);
}

/* How many of the frames that wait to be looked at contain @text. */
guint
fake_transport_count_sent (FakeTransport *self, const char *text)
{
  guint found = 0;

  for (GList *link = self->sent.head; link != NULL; link = link->next)
    found += strstr (link->data, text) != NULL;

  return found;
}

void
fake_transport_forget_sent (FakeTransport *self)
{
  g_queue_clear_full (&self->sent, g_free);
}

FakeNetwork *
fake_network_new (void)
{
  FakeNetwork *self = g_new0 (FakeNetwork, 1);

  self->transports = g_ptr_array_new ();
  return self;
}

/* Nobody else holds a socket any more when a test ends. */
void
fake_network_free (FakeNetwork *self)
{
  for (guint i = 0; i < self->transports->len; i++)
    g_assert_finalize_object (g_ptr_array_index (self->transports, i));
  g_ptr_array_unref (self->transports);
  g_free (self);
}

PusherTransport *
fake_network_make (gpointer user_data)
{
  FakeNetwork *self = user_data;
  FakeTransport *transport = fake_transport_new ();

  g_ptr_array_add (self->transports, g_object_ref (transport));
  return PUSHER_TRANSPORT (transport);
}

guint
fake_network_get_made (FakeNetwork *self)
{
  return self->transports->len;
}

FakeTransport *
fake_network_get (FakeNetwork *self, guint index)
{
  g_assert_cmpuint (index, <, self->transports->len);
  return g_ptr_array_index (self->transports, index);
}

FakeTransport *
fake_network_get_last (FakeNetwork *self)
{
  g_assert_cmpuint (self->transports->len, >, 0);
  return g_ptr_array_index (self->transports, self->transports->len - 1);
}
