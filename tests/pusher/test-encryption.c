/* SPDX-License-Identifier: GPL-3.0-or-later */

/* TLS where there is none, none where there is TLS, and answers that pose as something else
 * (row 1.17). */

#include "network-fixture.h"

#include <string.h>

/* Something that listens on loopback and says one thing to whatever comes. */
typedef struct
{
  GSocketService *service;
  guint16 port;
  const char *answer; /* NULL to say nothing, and to wait */
  GTlsCertificate *certificate;
  GPtrArray *streams;
} Stranger;

static char buffer[4096];

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GIOStream) stream = user_data;
  Stranger *self = g_object_get_data (G_OBJECT (stream), "stranger");
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (length > 0 && self->answer == NULL)
    return;

  if (length > 0)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), self->answer,
                               strlen (self->answer), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  Stranger *self = user_data;
  g_autoptr (GIOStream) stream = NULL;

  if (self->certificate != NULL)
    {
      stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
      g_object_set (stream, "authentication-mode", G_TLS_AUTHENTICATION_REQUIRED, NULL);
    }
  else
    {
      stream = G_IO_STREAM (g_object_ref (connection));
    }

  g_object_set_data (G_OBJECT (stream), "stranger", self);
  g_ptr_array_add (self->streams, g_object_ref (stream));
  g_input_stream_read_async (g_io_stream_get_input_stream (stream), buffer, sizeof buffer,
                             G_PRIORITY_DEFAULT, NULL, on_read, g_object_ref (stream));

  return FALSE;
}

static void
stranger_init (Stranger *self, const char *answer)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->answer = answer;
  self->streams = g_ptr_array_new_with_free_func (g_object_unref);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
}

static void
stranger_clear (Stranger *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  for (guint i = 0; i < self->streams->len; i++)
    g_io_stream_close (self->streams->pdata[i], NULL, NULL);
  network_fixture_settle ();
  g_ptr_array_unref (self->streams);
  g_object_unref (self->service);
  g_clear_object (&self->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stranger, stranger_clear)

static void
assert_fails (NetworkFixture *network, const char *scheme, guint port, int code, const char *words)
{
  g_autofree char *uri = g_strdup_printf ("%s://127.0.0.1:%u/app/demo-key", scheme, port);
  g_autofree char *number = g_strdup_printf ("port %u", port);
  g_autoptr (GString) wanted = g_string_new (words);
  g_autoptr (Socket) socket = socket_new_for_uri (network, uri, NULL);

  g_string_replace (wanted, "PORT", number, 0);
  WAIT_FOR (socket->ends > 0);
  g_test_message ("%s", socket->error->message);
  g_assert_cmpuint (socket->ends, ==, 1);
  if (!g_pattern_match_simple (wanted->str, socket->error->message))
    g_error ("“%s” does not say “%s”", socket->error->message, wanted->str);
  g_assert_error (socket->error, PUSHER_ERROR, code);
}

static void
test_no_tls_there (void)
{
  static const struct
  {
    const char *answer;
    const char *words;
  } cases[] = {
    { "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
      "*cannot agree on an encrypted connection (*); check the PORT, and whether the server uses "
      "TLS there" },
    { "SSH-2.0-x\r\n", "*; check the PORT, and whether the server uses TLS there" },
    { "\x15\x03", "127.0.0.1 does not speak TLS on PORT; *" },
    { "", "127.0.0.1 does not speak TLS on PORT; *" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NetworkFixture) network = network_fixture_new ();
      g_auto (Stranger) stranger = { 0 };

      stranger_init (&stranger, cases[i].answer);
      assert_fails (network, "wss", stranger.port, PUSHER_ERROR_TLS, cases[i].words);
    }
}

/* The server for tests waits for the end of what it takes for a request. */
static void
test_nothing_comes_back (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_auto (Stranger) stranger = { 0 };
  g_autofree char *uri = NULL;
  g_autofree char *words = NULL;
  g_autoptr (Socket) socket = NULL;
  g_autoptr (GError) error = NULL;

  stranger_init (&stranger, NULL);
  uri = g_strdup_printf ("wss://127.0.0.1:%u/app/demo-key", stranger.port);
  words = g_strdup_printf ("127.0.0.1 accepts connections on port %u, but does not answer in TLS; ",
                           stranger.port);
  socket = socket_new_for_uri (network, uri, NULL);
  WAIT_FOR (stranger.streams->len > 0);
  network_fixture_settle ();
  g_assert_cmpuint (socket->ends, ==, 0);
  error = pusher_transport_explain_silence (socket->transport);
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
  g_assert_true (g_str_has_prefix (error->message, words));
}

static void
test_silent_server (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_auto (Stranger) stranger = { 0 };
  g_autofree char *uri = NULL;
  g_autofree char *words = NULL;
  g_autoptr (Socket) socket = NULL;
  g_autoptr (GError) error = NULL;

  stranger_init (&stranger, NULL);
  uri = g_strdup_printf ("ws://127.0.0.1:%u/app/demo-key", stranger.port);
  words = g_strdup_printf ("127.0.0.1 accepts connections on port %u, but does not answer; ",
                           stranger.port);
  socket = socket_new_for_uri (network, uri, NULL);
  WAIT_FOR (stranger.streams->len > 0);
  network_fixture_settle ();
  error = pusher_transport_explain_silence (socket->transport);
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
  g_assert_true (g_str_has_prefix (error->message, words));
}

static void
test_no_greeting (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (Socket) socket = NULL;
  g_autoptr (GError) error = NULL;

  dev_server_post (network->server, "connect", "{\"mode\":\"hang-after-upgrade\"}");
  socket = socket_new (network, NULL);
  g_assert_true (dev_server_wait (network->server, 5000, "{\"upgradeRequests\":1}"));
  network_fixture_settle ();
  error = pusher_transport_explain_silence (socket->transport);
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
  g_assert_true (g_str_has_prefix (error->message, "127.0.0.1 opens a WebSocket, but "));
}

static void
test_tls_there (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new_tls ();

  if (network == NULL)
    {
      g_test_skip ("There is no openssl to make a certificate with");
      return;
    }

  assert_fails (network, "ws", dev_server_get_port (network->server), PUSHER_ERROR_NETWORK,
                "127.0.0.1 ends the connection on PORT without an answer; *TLS there");
}

static void
test_tls_there_says_so (void)
{
  static const char *const answers[]
      = { "HTTP/1.1 400 Bad Request\r\nContent-Length: 4\r\n\r\nTLS!", "\x15\x03\x01", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (NetworkFixture) network = network_fixture_new ();
      g_auto (Stranger) stranger = { 0 };

      stranger_init (&stranger, answers[i]);
      assert_fails (network, "ws", stranger.port, i == 0 ? PUSHER_ERROR_HTTP : PUSHER_ERROR_NETWORK,
                    "*TLS*");
    }
}

static void
test_certificate_of_ours (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new_tls ();
  g_auto (Stranger) stranger = { 0 };
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;

  if (network == NULL)
    {
      g_test_skip ("There is no openssl to make a certificate with");
      return;
    }

  certificate = g_build_filename (network->certificates, "good.pem", NULL);
  key = g_build_filename (network->certificates, "good.key", NULL);
  network_fixture_set_session (network, network->certificate, NULL);
  stranger_init (&stranger, "");
  stranger.certificate = g_tls_certificate_new_from_files (certificate, key, NULL);
  assert_fails (network, "wss", stranger.port, PUSHER_ERROR_TLS,
                "127.0.0.1 asks for a certificate of ours*");
}

/* Whoever asks for a password gets no second request. */
static void
test_challenges (void)
{
  static const char *const answers[] = {
    "HTTP/1.1 401 Yes\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 407 Yes\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (NetworkFixture) network = network_fixture_new ();
      g_auto (Stranger) stranger = { 0 };
      g_autofree char *uri = NULL;
      g_autoptr (Socket) socket = NULL;

      stranger_init (&stranger, answers[i]);
      uri = g_strdup_printf ("ws://me:opensesame@127.0.0.1:%u/app/demo-key", stranger.port);
      socket = socket_new_for_uri (network, uri, NULL);
      WAIT_FOR (socket->ends > 0);
      g_assert_error (socket->error, PUSHER_ERROR, PUSHER_ERROR_HTTP);
      g_assert_null (strstr (socket->error->message, "opensesame"));
      g_assert_cmpuint (stranger.streams->len, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/1.17/a-port-without-tls-is-told", test_no_tls_there);
  g_test_add_func ("/pusher/1.17/a-port-that-says-nothing-to-tls-is-told", test_nothing_comes_back);
  g_test_add_func ("/pusher/1.17/a-port-with-tls-is-told", test_tls_there);
  g_test_add_func ("/pusher/1.17/a-port-that-wants-tls-is-told", test_tls_there_says_so);
  g_test_add_func ("/pusher/1.17/a-server-that-wants-a-certificate-is-told",
                   test_certificate_of_ours);
  g_test_add_func ("/pusher/1.13/a-server-that-says-nothing-is-named", test_silent_server);
  g_test_add_func ("/pusher/1.14/a-server-that-does-not-greet-is-named", test_no_greeting);
  g_test_add_func ("/pusher/15.3/nobody-gets-credentials-for-asking", test_challenges);

  return g_test_run ();
}
