/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "network-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pusher/pusher-soup-session.h"
#include "pusher/pusher-websocket.h"

/* No wait takes longer, in s. */
#define DEADLINE 10

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("Waited too long for %s", (const char *) user_data);

  return G_SOURCE_REMOVE;
}

guint
network_fixture_set_deadline (const char *what)
{
  return g_timeout_add_seconds (DEADLINE, on_deadline, (gpointer) what);
}

static gboolean
on_settled (gpointer user_data)
{
  gboolean *settled = user_data;

  *settled = TRUE;
  return G_SOURCE_REMOVE;
}

/* What is under way on loopback arrives: everything else has a chance to run first. */
void
network_fixture_settle (void)
{
  for (int i = 0; i < 20; i++)
    {
      gboolean settled = FALSE;

      g_timeout_add_full (G_PRIORITY_LOW, 1, on_settled, &settled, NULL);
      while (!settled)
        g_main_context_iteration (NULL, TRUE);
    }
}

static NetworkFixture *
fixture_new (const DevServerOptions *options)
{
  NetworkFixture *self = g_new0 (NetworkFixture, 1);
  g_autoptr (GError) error = NULL;

  self->server = dev_server_new (options, &error);
  g_assert_no_error (error);
  self->session = pusher_soup_session_new ("traybell-test/1", NULL, &error);
  g_assert_no_error (error);
  self->clock = fake_clock_new ();

  return self;
}

NetworkFixture *
network_fixture_new (void)
{
  return fixture_new (NULL);
}

/* A server with a certificate that was made just now and that nobody vouches for; %NULL where there
 * is no program to make one. */
NetworkFixture *
network_fixture_new_tls (void)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autofree char *folder = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  NetworkFixture *self;

  if (openssl == NULL)
    return NULL;

  folder = g_dir_make_tmp ("traybell-test-XXXXXX", &error);
  g_assert_no_error (error);
  certificate = g_build_filename (folder, "certificate.pem", NULL);
  key = g_build_filename (folder, "key.pem", NULL);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error, openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt",
                              "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                              "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                              key, "-out", certificate, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);

  self = fixture_new (&(DevServerOptions){ .tls_certificate = certificate, .tls_key = key });
  self->certificate = g_steal_pointer (&certificate);
  self->key = g_steal_pointer (&key);

  return self;
}

void
network_fixture_free (NetworkFixture *self)
{
  soup_session_abort (self->session);
  network_fixture_settle ();
  g_assert_finalize_object (self->session);
  g_assert_finalize_object (self->server);
  g_assert_finalize_object (self->clock);
  if (self->certificate != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (self->certificate);

      g_remove (self->certificate);
      g_remove (self->key);
      g_rmdir (folder);
    }
  g_free (self->certificate);
  g_free (self->key);
  g_free (self);
}

static void
on_stage (PusherWebsocket *websocket, guint stage, const char *seen, gpointer user_data)
{
  static const char *const names[PUSHER_N_STAGES] = { "found", "reached", "secured", "upgraded" };
  Socket *self = user_data;

  g_assert_cmpuint (self->ends, ==, 0);
  g_string_append_printf (self->stages, "%s:%s ", names[stage], seen);
}

static void
on_message (PusherTransport *transport, GBytes *text, gpointer user_data)
{
  Socket *self = user_data;

  g_assert_cmpuint (self->ends, ==, 0);
  g_ptr_array_add (self->messages, g_bytes_ref (text));
  if (self->abandon_on_message)
    {
      pusher_transport_abandon (transport);
      g_clear_object (&self->transport);
    }
}

static void
on_binary (PusherTransport *transport, gpointer user_data)
{
  Socket *self = user_data;

  self->binaries++;
}

static void
on_activity (PusherTransport *transport, gpointer user_data)
{
  Socket *self = user_data;

  self->activities++;
}

static void
on_closed (PusherTransport *transport, const PusherTransportEnd *end, gpointer user_data)
{
  Socket *self = user_data;

  self->ends++;
  self->code = end->code;
  self->reason = g_strdup (end->reason);
  self->error = end->error != NULL ? g_error_copy (end->error) : NULL;
  self->retry_after = end->retry_after;
}

static const PusherTransportHandlers handlers = {
  .message = on_message,
  .binary = on_binary,
  .activity = on_activity,
  .closed = on_closed,
};

Socket *
socket_new_for_uri (NetworkFixture *network, const char *uri, const char *origin)
{
  Socket *self = g_new0 (Socket, 1);

  self->stages = g_string_new (NULL);
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->transport = pusher_websocket_new (network->session);
  g_signal_connect (self->transport, "stage", G_CALLBACK (on_stage), self);
  pusher_transport_open (self->transport, uri, origin, &handlers, self);

  return self;
}

/* To the application that the server knows. */
Socket *
socket_new (NetworkFixture *network, const char *origin)
{
  const char *url = dev_server_get_url (network->server);
  g_autofree char *uri = g_strdup_printf ("ws%s/app/%s?protocol=7", url + strlen ("http"),
                                          dev_server_get_key (network->server));

  return socket_new_for_uri (network, uri, origin);
}

void
socket_free (Socket *self)
{
  if (self->transport != NULL)
    {
      pusher_transport_abandon (self->transport);
      g_signal_handlers_disconnect_by_data (self->transport, self);
      network_fixture_settle ();
      g_assert_finalize_object (self->transport);
    }
  g_ptr_array_unref (self->messages);
  g_string_free (self->stages, TRUE);
  g_clear_error (&self->error);
  g_free (self->reason);
  g_free (self);
}

const char *
socket_get_text (Socket *self, guint index)
{
  GBytes *message;

  g_assert_cmpuint (index, <, self->messages->len);
  message = g_ptr_array_index (self->messages, index);

  return g_bytes_get_data (message, NULL);
}
