/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "network-fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>
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
  self->session = pusher_soup_session_new ("traybell-test/1", NULL, NULL);
  self->clock = fake_clock_new ();

  return self;
}

/* Begins anew with another session: other certificates to trust, other proxies. */
void
network_fixture_set_session (NetworkFixture *self, const char *ca_file, GProxyResolver *proxies)
{
  soup_session_abort (self->session);
  network_fixture_settle ();
  g_assert_finalize_object (self->session);
  self->session = pusher_soup_session_new ("traybell-test/1", ca_file, proxies);
}

NetworkFixture *
network_fixture_new (void)
{
  return fixture_new (NULL);
}

/* Where tests/server/make-certificates has put its files, once for all tests of the program. */
static char *certificates;

static void
remove_certificates (void)
{
  g_autoptr (GDir) directory = g_dir_open (certificates, 0, NULL);
  const char *name;

  g_assert_nonnull (directory);
  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (certificates, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (certificates), ==, 0);
  g_clear_pointer (&certificates, g_free);
}

static gboolean
make_certificates (void)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (certificates != NULL || openssl == NULL)
    return certificates != NULL;

  certificates = g_dir_make_tmp ("traybell-test-XXXXXX", &error);
  g_assert_no_error (error);
  atexit (remove_certificates);
  process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, MAKE_CERTIFICATES, certificates, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);

  return TRUE;
}

/* A server with the certificate that tests/server/make-certificates calls @name; %NULL where there
 * is no program to make certificates with. */
NetworkFixture *
network_fixture_new_for_certificate (const char *name)
{
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  NetworkFixture *self;

  if (!make_certificates ())
    return NULL;

  certificate = g_strdup_printf ("%s/%s.pem", certificates, name);
  key = g_strdup_printf ("%s/%s.key", certificates, name);
  self = fixture_new (&(DevServerOptions){ .tls_certificate = certificate, .tls_key = key });
  self->certificate = g_build_filename (certificates, "company.pem", NULL);
  self->certificates = certificates;

  return self;
}

/* A server with a certificate that the authority in network->certificate vouches for. */
NetworkFixture *
network_fixture_new_tls (void)
{
  return network_fixture_new_for_certificate ("good");
}

/* From now on the server shows another certificate. */
void
network_fixture_set_certificate (NetworkFixture *self, const char *name)
{
  g_autofree char *certificate = g_strdup_printf ("%s/%s.pem", self->certificates, name);
  g_autofree char *key = g_strdup_printf ("%s/%s.key", self->certificates, name);
  g_autoptr (GError) error = NULL;

  dev_server_set_certificate (self->server, certificate, key, &error);
  g_assert_no_error (error);
}

void
network_fixture_free (NetworkFixture *self)
{
  soup_session_abort (self->session);
  network_fixture_settle ();
  g_assert_finalize_object (self->session);
  g_assert_finalize_object (self->server);
  g_assert_finalize_object (self->clock);
  g_free (self->certificate);
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
