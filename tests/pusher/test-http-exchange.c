/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One message and its answer, against a server that answers as it is told (protocol §6). */

#include "network-fixture.h"

#include <string.h>

#include "pusher/pusher-http-exchange.h"

/* In bytes, and in µs. */
#define MAX_SIZE 16
#define TIMEOUT (20 * G_USEC_PER_SEC)

/* How far an answer comes. */
typedef enum
{
  COMES_WHOLE,
  STOPS_IN_BODY,
  DOES_NOT_COME,
} Progress;

typedef struct
{
  NetworkFixture *network;
  SoupServer *server;
  guint status;
  const char *location;
  const char *body;
  Progress progress;
  SoupServerMessage *held;
  guint requests;
  guint16 caller; /* the port of who asked last */
} Site;

/* One exchange and what came of it. */
typedef struct
{
  SoupMessage *message;
  GCancellable *cancellable;
  gboolean ready;
  GBytes *body;
  GError *error;
} Visit;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Site *self = user_data;
  GInetSocketAddress *caller
      = G_INET_SOCKET_ADDRESS (soup_server_message_get_remote_address (message));

  self->requests++;
  self->caller = g_inet_socket_address_get_port (caller);
  if (self->progress == DOES_NOT_COME)
    {
      self->held = g_object_ref (message);
      soup_server_message_pause (message);
      return;
    }

  if (self->location != NULL)
    soup_server_message_set_redirect (message, self->status, self->location);
  else
    soup_server_message_set_status (message, self->status, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "X-Said", "it");
  if (self->progress == STOPS_IN_BODY)
    {
      soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                         SOUP_ENCODING_CHUNKED);
      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY,
                                self->body, strlen (self->body));
    }
  else
    {
      soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, self->body,
                                        strlen (self->body));
    }
}

static Site *
site_new (const char *body)
{
  Site *self = g_new0 (Site, 1);
  g_autoptr (GError) error = NULL;

  self->network = network_fixture_new ();
  self->status = SOUP_STATUS_OK;
  self->body = body;
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  return self;
}

static void
site_free (Site *self)
{
  if (self->held != NULL)
    {
      soup_server_message_unpause (self->held);
      g_clear_object (&self->held);
    }
  soup_server_disconnect (self->server);
  network_fixture_free (self->network);
  g_assert_finalize_object (self->server);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Site, site_free)

static void
visit_clear (Visit *self)
{
  if (self->message != NULL)
    g_assert_finalize_object (self->message);
  if (self->cancellable != NULL)
    g_assert_finalize_object (self->cancellable);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_error (&self->error);
  *self = (Visit){ 0 };
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Visit, visit_clear)

static void
on_answer_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *self = user_data;

  g_assert_false (self->ready);
  self->body = pusher_http_exchange_finish (result, &self->error);
  g_assert_true ((self->body == NULL) == (self->error != NULL));
  self->ready = TRUE;
}

static void
visit_uri (Visit *self, NetworkFixture *network, const char *uri)
{
  self->message = soup_message_new (SOUP_METHOD_GET, uri);
  if (self->cancellable == NULL)
    self->cancellable = g_cancellable_new ();
  pusher_http_exchange_async (network->session, PUSHER_CLOCK (network->clock), self->message,
                              MAX_SIZE, TIMEOUT, self->cancellable, on_answer_ready, self);
}

/* Asks, and waits until the answer has come as far as the site lets it. */
static void
visit (Visit *self, Site *site)
{
  guint requests = site->requests;
  g_autoslist (GUri) uris = soup_server_get_uris (site->server);
  g_autofree char *uri
      = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port ((GUri *) uris->data));

  visit_clear (self);
  visit_uri (self, site->network, uri);
  if (site->progress == DOES_NOT_COME)
    WAIT_FOR (site->requests > requests);
  else if (site->progress == STOPS_IN_BODY)
    WAIT_FOR (self->ready || soup_message_get_status (self->message) != SOUP_STATUS_NONE);
  else
    WAIT_FOR (self->ready);
  network_fixture_settle ();
}

static void
assert_body (Visit *self, const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (expected, strlen (expected));

  g_assert_no_error (self->error);
  g_assert_true (g_bytes_equal (self->body, bytes));
}

static void
assert_nothing_left (Visit *self, Site *site)
{
  guint signal = g_signal_lookup ("cancelled", G_TYPE_CANCELLABLE);

  g_assert_cmpuint (fake_clock_get_timers (site->network->clock), ==, 0);
  g_assert_false (g_signal_has_handler_pending (self->cancellable, signal, 0, TRUE));
}

static void
assert_failed (Visit *self, Site *site, GQuark domain, int code)
{
  WAIT_FOR (self->ready);
  g_assert_error (self->error, domain, code);
  assert_nothing_left (self, site);
  network_fixture_settle ();
}

static void
test_answer (void)
{
  g_autoptr (Site) site = site_new ("Hello");
  g_auto (Visit) alice = { 0 };
  SoupMessageHeaders *headers;

  visit (&alice, site);
  assert_body (&alice, "Hello");
  headers = soup_message_get_response_headers (alice.message);
  g_assert_cmpuint (soup_message_get_status (alice.message), ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "X-Said"), ==, "it");
  assert_nothing_left (&alice, site);
}

static void
test_any_status (void)
{
  static const guint statuses[] = { 201, 401, 404, 500, 503 };
  g_autoptr (Site) site = site_new ("No");

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_auto (Visit) alice = { 0 };

      site->status = statuses[i];
      visit (&alice, site);
      assert_body (&alice, "No");
      g_assert_cmpuint (soup_message_get_status (alice.message), ==, statuses[i]);
    }
}

static void
test_redirect (void)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr (Site) site = site_new ("");

  site->location = "/elsewhere";
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_auto (Visit) alice = { 0 };

      site->status = statuses[i];
      visit (&alice, site);
      g_assert_no_error (alice.error);
      g_assert_cmpuint (soup_message_get_status (alice.message), ==, statuses[i]);
      g_assert_cmpuint (site->requests, ==, i + 1);
    }
}

static void
test_size (void)
{
  g_autoptr (Site) site = site_new ("");
  g_auto (Visit) alice = { 0 };

  visit (&alice, site);
  assert_body (&alice, "");
  site->body = "0123456789abcdef";
  g_assert_cmpuint (strlen (site->body), ==, MAX_SIZE);
  visit (&alice, site);
  assert_body (&alice, "0123456789abcdef");

  /* No more is taken than what shows that it is too large. */
  site->body = "0123456789abcdefg";
  visit (&alice, site);
  assert_body (&alice, "0123456789abcdefg");
  site->body = "0123456789abcdefghijklmnopqrstuvwxyz";
  visit (&alice, site);
  assert_body (&alice, "0123456789abcdefg");
}

/* What is too large already is not waited for. */
static void
test_endless (void)
{
  g_autoptr (Site) site = site_new ("0123456789abcdefghijklmnopqrstuvwxyz");
  g_auto (Visit) alice = { 0 };

  site->progress = STOPS_IN_BODY;
  visit (&alice, site);
  WAIT_FOR (alice.ready);
  assert_body (&alice, "0123456789abcdefg");
}

static void
test_connection (void)
{
  g_autoptr (Site) site = site_new ("Hello");
  g_auto (Visit) alice = { 0 };
  guint16 first;

  visit (&alice, site);
  first = site->caller;
  visit (&alice, site);
  g_assert_cmpuint (site->requests, ==, 2);
  g_assert_cmpuint (site->caller, ==, first);
}

static void
test_silence (void)
{
  g_autoptr (Site) site = site_new ("Hel");

  for (Progress progress = STOPS_IN_BODY; progress <= DOES_NOT_COME; progress++)
    {
      g_auto (Visit) alice = { 0 };

      site->progress = progress;
      visit (&alice, site);
      fake_clock_advance (site->network->clock, TIMEOUT / G_USEC_PER_SEC - 0.1);
      network_fixture_settle ();
      g_assert_false (alice.ready);
      fake_clock_advance (site->network->clock, 0.1);
      assert_failed (&alice, site, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
      g_assert_nonnull (strstr (alice.error->message, "does not answer"));
      g_assert_false (g_cancellable_is_cancelled (alice.cancellable));
    }
}

static void
test_cancelled (void)
{
  g_autoptr (Site) site = site_new ("Hel");

  for (Progress progress = STOPS_IN_BODY; progress <= DOES_NOT_COME; progress++)
    {
      g_auto (Visit) alice = { 0 };

      site->progress = progress;
      visit (&alice, site);
      g_assert_false (alice.ready);
      g_cancellable_cancel (alice.cancellable);
      assert_failed (&alice, site, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_cancelled_before (void)
{
  g_autoptr (Site) site = site_new ("Hello");
  g_auto (Visit) alice = { 0 };

  alice.cancellable = g_cancellable_new ();
  g_cancellable_cancel (alice.cancellable);
  visit_uri (&alice, site->network, "http://127.0.0.1:1/");
  g_assert_false (alice.ready);
  assert_failed (&alice, site, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whoever stopped waiting is not told of a silence, or of what arrives meanwhile. */
static void
test_cancelled_at_the_end (void)
{
  g_autoptr (Site) site = site_new ("Hel");
  g_auto (Visit) alice = { 0 };

  site->progress = DOES_NOT_COME;
  visit (&alice, site);
  fake_clock_advance (site->network->clock, TIMEOUT / G_USEC_PER_SEC);
  g_cancellable_cancel (alice.cancellable);
  assert_failed (&alice, site, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_two_at_once (void)
{
  g_autoptr (Site) site = site_new ("Hel");
  g_auto (Visit) alice = { 0 };
  g_auto (Visit) bob = { 0 };

  site->progress = STOPS_IN_BODY;
  visit (&alice, site);
  visit (&bob, site);
  g_cancellable_cancel (alice.cancellable);
  WAIT_FOR (alice.ready);
  g_assert_error (alice.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  network_fixture_settle ();
  g_assert_false (bob.ready);
  g_assert_cmpuint (fake_clock_get_timers (site->network->clock), ==, 1);
  g_cancellable_cancel (bob.cancellable);
  assert_failed (&bob, site, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* By somebody else than who asked, who goes on. */
static void
test_aborted (void)
{
  g_autoptr (Site) site = site_new ("Hello");
  g_auto (Visit) alice = { 0 };

  site->progress = DOES_NOT_COME;
  visit (&alice, site);
  soup_session_abort (site->network->session);
  assert_failed (&alice, site, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
  g_assert_true (pusher_error_is_retryable (alice.error));
  g_assert_false (g_cancellable_is_cancelled (alice.cancellable));
}

static void
test_nobody_there (void)
{
  g_autoptr (Site) site = site_new ("");
  g_auto (Visit) alice = { 0 };

  visit_uri (&alice, site->network, "http://127.0.0.1:1/");
  assert_failed (&alice, site, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
  g_assert_nonnull (strstr (alice.error->message, "Nothing answers at 127.0.0.1, port 1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/6.5/an-answer-is-told-whole", test_answer);
  g_test_add_func ("/pusher/6.6/any-status-is-an-answer", test_any_status);
  g_test_add_func ("/pusher/6.12/a-redirect-is-an-answer", test_redirect);
  g_test_add_func ("/pusher/6.21/one-byte-more-shows-what-is-too-large", test_size);
  g_test_add_func ("/pusher/6.21/the-end-of-what-is-too-large-is-not-awaited", test_endless);
  g_test_add_func ("/pusher/6.20/a-connection-is-used-again", test_connection);
  g_test_add_func ("/pusher/6.15/silence-before-or-in-the-answer", test_silence);
  g_test_add_func ("/pusher/6.19/cancelled-before-or-in-the-answer", test_cancelled);
  g_test_add_func ("/pusher/6.19/cancelled-before-it-began", test_cancelled_before);
  g_test_add_func ("/pusher/6.19/cancelled-when-time-is-up", test_cancelled_at_the_end);
  g_test_add_func ("/pusher/6.19/cancelled-alone", test_two_at_once);
  g_test_add_func ("/pusher/6.14/an-aborted-session-is-a-lost-connection", test_aborted);
  g_test_add_func ("/pusher/6.16/nobody-there", test_nobody_there);

  return g_test_run ();
}
