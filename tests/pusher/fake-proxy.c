/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-proxy.h"

#include <string.h>

#include "network-fixture.h"

/* One visitor; lives until its connection ends. */
typedef struct
{
  FakeProxy *proxy;
  GIOStream *stream;
  char buffer[4096];
  gsize length;
} Visit;

static void
visit_free (Visit *self)
{
  g_io_stream_close (self->stream, NULL, NULL);
  g_object_unref (self->stream);
  g_free (self);
}

static void
on_spliced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* Who hung up first does not matter. */
  g_io_stream_splice_finish (result, NULL);
  visit_free (user_data);
}

static void
open_tunnel (Visit *self)
{
  static const char opened[] = "HTTP/1.1 200 Connection established\r\n\r\n";
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) server = NULL;
  g_autoptr (GError) error = NULL;

  /* It listens in this very process, so that this takes no time. */
  g_socket_client_set_enable_proxy (client, FALSE);
  server = g_socket_client_connect_to_host (client, "127.0.0.1", self->proxy->server_port, NULL,
                                            &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), opened, strlen (opened),
                             NULL, NULL, &error);
  g_assert_no_error (error);
  g_io_stream_splice_async (self->stream, G_IO_STREAM (server),
                            G_IO_STREAM_SPLICE_CLOSE_STREAM1 | G_IO_STREAM_SPLICE_CLOSE_STREAM2,
                            G_PRIORITY_DEFAULT, NULL, on_spliced, self);
}

static void read_request (Visit *self);

static void
on_read_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *self = user_data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (length <= 0)
    {
      visit_free (self);
      return;
    }

  self->length += (gsize) length;
  self->buffer[self->length] = '\0';
  if (self->proxy->hangs || strstr (self->buffer, "\r\n\r\n") == NULL)
    {
      read_request (self);
      return;
    }

  g_free (self->proxy->request);
  self->proxy->request = g_strdup (self->buffer);
  if (self->proxy->answer == NULL)
    {
      open_tunnel (self);
      return;
    }
  g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), self->proxy->answer,
                             strlen (self->proxy->answer), NULL, NULL, NULL);
  visit_free (self);
}

static void
read_request (Visit *self)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream),
                             self->buffer + self->length, sizeof self->buffer - self->length - 1,
                             G_PRIORITY_DEFAULT, NULL, on_read_ready, self);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  FakeProxy *proxy = user_data;
  Visit *visit = g_new0 (Visit, 1);

  proxy->visits++;
  visit->proxy = proxy;
  visit->stream = G_IO_STREAM (g_object_ref (connection));
  read_request (visit);

  return FALSE;
}

FakeProxy *
fake_proxy_new (guint server_port)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;
  FakeProxy *self = g_new0 (FakeProxy, 1);

  self->server_port = (guint16) server_port;
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);

  return self;
}

void
fake_proxy_free (FakeProxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  network_fixture_settle ();
  g_assert_finalize_object (self->service);
  g_free (self->answer);
  g_free (self->request);
  g_free (self);
}

/* Settings by which everything goes through the proxy; @user_info is "name:password@" or "". */
GProxyResolver *
fake_proxy_resolver_new (const FakeProxy *self, const char *user_info)
{
  g_autofree char *uri = g_strdup_printf ("http://%s127.0.0.1:%u", user_info, self->port);

  return g_simple_proxy_resolver_new (uri, NULL);
}
