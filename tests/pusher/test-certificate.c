/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose certificate is accepted, and what a person is told otherwise (protocol §1). */

#include "network-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pusher/pusher-certificate.h"

/* A server, asked for under @host by somebody who trusts the system's authorities, or with
 * @ca_file those in that of network->certificates. NULL where there is no openssl. */
static NetworkFixture *
serve (const char *certificate, const char *ca_file)
{
  NetworkFixture *network = network_fixture_new_for_certificate (certificate);
  g_autofree char *path = NULL;

  if (network == NULL)
    {
      g_test_skip ("There is no openssl to make a certificate with");
      return NULL;
    }

  if (ca_file != NULL)
    path = g_build_filename (network->certificates, ca_file, NULL);
  network_fixture_set_session (network, path, NULL);

  return network;
}

static Socket *
connect_to (NetworkFixture *network, const char *host)
{
  g_autofree char *uri
      = g_strdup_printf ("wss://%s:%u/app/demo-key", host, dev_server_get_port (network->server));

  return socket_new_for_uri (network, uri, NULL);
}

static void
assert_accepted (NetworkFixture *network, const char *host)
{
  g_autoptr (Socket) socket = connect_to (network, host);

  WAIT_FOR (socket->messages->len > 0 || socket->ends > 0);
  g_assert_no_error (socket->error);
}

/* @words is a pattern. */
static void
assert_says (const GError *error, const char *words)
{
  g_test_message ("%s", error->message);
  if (!g_pattern_match_simple (words, error->message))
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
assert_refused (NetworkFixture *network, const char *host, const char *words)
{
  g_autoptr (Socket) socket = connect_to (network, host);

  WAIT_FOR (socket->ends > 0);
  network_fixture_settle ();
  g_assert_cmpuint (socket->ends, ==, 1);
  g_assert_cmpuint (socket->code, ==, 0);
  g_assert_error (socket->error, PUSHER_ERROR, PUSHER_ERROR_TLS);
  assert_says (socket->error, words);
  g_assert_cmpuint (socket->messages->len, ==, 0);
  g_assert_cmpint (dev_server_get_counter (network->server, "upgradeRequests"), ==, 0);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *certificate;
    const char *ca_file;
    const char *host;
    const char *words;
  } cases[] = {
    { "good", NULL, "localhost",
      "The certificate of localhost (valid until * 20*) comes from “Example Company CA”, whom this "
      "computer does not trust; *CA file" },
    { "incomplete", "company.pem", "localhost",
      "*comes from “Example Middle CA”, who is not in the CA file “*company.pem”; *" },
    { "unknown", "company.pem", "localhost",
      "*comes from “Stranger, Inc.”, who is not in the CA file “*company.pem”; *" },
    { "lonely", "company.pem", "localhost",
      "The certificate of localhost (valid until * 20*) is signed by nobody but itself; *" },
    { "lonely", NULL, "localhost", "*is signed by nobody but itself; *" },
    { "expired", "company.pem", "localhost",
      "The certificate of localhost, issued by “Example Company CA”, expired on 3 March 2020 (this "
      "computer's clock says * 20*); *" },
    { "early", "company.pem", "localhost",
      "The certificate of localhost, issued by “Example Company CA”, is valid only from 1 January "
      "2089 (this computer's clock says * 20*); set the clock" },
    { "outdated", "company.pem", "localhost",
      "The certificate of localhost is vouched for by “Example Branch CA”, whose own certificate "
      "expired on 3 March 2020; *" },
    { "other", "company.pem", "localhost",
      "The certificate of localhost, issued by “Example Company CA”, is for a.example, b.example, "
      "c.example, …; *" },
    { "other", "company.pem", "127.0.0.1", "The certificate of 127.0.0.1, * is for a.example*" },
    { "weak", "company.pem", "localhost", "*cryptography that is no longer safe; *" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NetworkFixture) network = serve (cases[i].certificate, cases[i].ca_file);

      if (network == NULL)
        return;
      assert_refused (network, cases[i].host, cases[i].words);
    }
}

static void
test_own_authority (void)
{
  g_autoptr (NetworkFixture) network = serve ("good", "company.pem");

  if (network == NULL)
    return;

  assert_accepted (network, "localhost");
  assert_accepted (network, "127.0.0.1");
  network_fixture_set_certificate (network, "complete");
  assert_accepted (network, "localhost");
}

static void
test_self_signed_authority (void)
{
  g_autoptr (NetworkFixture) network = serve ("lonely", "lonely.pem");

  if (network != NULL)
    assert_accepted (network, "localhost");
}

static void
test_renewal (void)
{
  g_autoptr (NetworkFixture) network = serve ("expired", "company.pem");
  g_autoptr (Socket) socket = NULL;

  if (network == NULL)
    return;

  assert_refused (network, "localhost", "*expired on 3 March 2020*");
  network_fixture_set_certificate (network, "good");
  socket = connect_to (network, "localhost");
  WAIT_FOR (socket->messages->len > 0);

  /* What is open stays open; who comes next is shown the new one. */
  network_fixture_set_certificate (network, "renewed");
  assert_accepted (network, "localhost");
  g_assert_cmpuint (socket->ends, ==, 0);
}

static void
write_file (const char *path, const char *contents)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (from, &contents, &length, &error);
  g_assert_no_error (error);
  write_file (to, contents);
}

/* The same session finds out that the file was put there, mended, taken away. */
static void
test_ca_file_changes (void)
{
  g_autoptr (NetworkFixture) network = serve ("good", "mine.pem");
  g_autofree char *mine = NULL;
  g_autofree char *stranger = NULL;
  g_autofree char *key = NULL;

  if (network == NULL)
    return;

  mine = g_build_filename (network->certificates, "mine.pem", NULL);
  stranger = g_build_filename (network->certificates, "stranger.pem", NULL);
  key = g_build_filename (network->certificates, "good.key", NULL);

  assert_refused (network, "localhost", "The CA file “*/mine.pem” does not exist; *");
  write_file (mine, "");
  assert_refused (network, "localhost", "The CA file “*/mine.pem” is empty; *");
  write_file (mine, "\x30\x82\x01\x0a not text");
  assert_refused (network, "localhost", "The CA file “*” holds no certificate in PEM format*");
  copy_file (key, mine);
  assert_refused (network, "localhost", "The CA file “*” holds no certificate in PEM format*");
  write_file (mine, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  assert_refused (network, "localhost", "The CA file “*” holds no certificate in PEM format*");
  copy_file (stranger, mine);
  assert_refused (network, "localhost", "*who is not in the CA file “*/mine.pem”*");
  copy_file (network->certificate, mine);
  assert_accepted (network, "localhost");
  g_assert_cmpint (g_remove (mine), ==, 0);
  g_assert_cmpint (g_mkdir (mine, 0700), ==, 0);
  dev_server_post (network->server, "reset", "{}");
  assert_refused (network, "localhost", "The CA file “*/mine.pem” cannot be read (*); *");
  g_assert_cmpint (g_rmdir (mine), ==, 0);
}

typedef struct
{
  gboolean ready;
  PusherAuthorization *authorization;
  GError *error;
} Answer;

static void
on_authorized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  guint retry_after;

  answer->authorization = pusher_authorizer_authorize_finish (PUSHER_AUTHORIZER (source), result,
                                                              &retry_after, &answer->error);
  answer->ready = TRUE;
}

static void
add_alice (SoupMessageHeaders *headers, gpointer user_data)
{
  soup_message_headers_replace (headers, "Authorization", "Bearer alice-token");
}

static void
authorize (PusherHttpAuthorizer *authorizer, Answer *answer)
{
  *answer = (Answer){ 0 };
  pusher_authorizer_authorize_async (PUSHER_AUTHORIZER (authorizer), "1.23",
                                     "private-user-user_456", NULL, on_authorized, answer);
  WAIT_FOR (answer->ready);
}

static void
test_endpoint (void)
{
  g_autoptr (NetworkFixture) network = serve ("expired", "company.pem");
  g_autofree char *endpoint = NULL;
  PusherHttpAuthorizer *authorizer;
  Answer answer;

  if (network == NULL)
    return;

  endpoint = g_strconcat (dev_server_get_url (network->server), "/api/pusher/auth", NULL);
  authorizer = pusher_http_authorizer_new (network->session, PUSHER_CLOCK (network->clock),
                                           endpoint, NULL);
  pusher_http_authorizer_set_headers_func (authorizer, add_alice, NULL, NULL);

  authorize (authorizer, &answer);
  g_assert_error (answer.error, PUSHER_ERROR, PUSHER_ERROR_TLS);
  assert_says (answer.error, "The authorisation endpoint cannot be reached: The certificate of "
                             "127.0.0.1, issued by “Example Company CA”, expired on 3 March 2020*");
  g_assert_cmpuint (pusher_error_get_certificate_flags (answer.error), ==,
                    G_TLS_CERTIFICATE_EXPIRED);
  /* It heals by itself once somebody has renewed it. */
  g_assert_true (pusher_error_is_retryable (answer.error));
  g_error_free (answer.error);
  g_assert_cmpint (dev_server_get_counter (network->server, "authRequests"), ==, 0);

  network_fixture_set_certificate (network, "renewed");
  authorize (authorizer, &answer);
  g_assert_no_error (answer.error);
  pusher_authorization_free (answer.authorization);
  g_assert_finalize_object (authorizer);
}

static GTlsCertificate *
read_certificate (NetworkFixture *network, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.pem", network->certificates, name);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return certificate;
}

/* What no server can be made to show. */
static void
test_words (void)
{
  static const struct
  {
    GTlsCertificateFlags problems;
    const char *words;
  } cases[] = {
    { G_TLS_CERTIFICATE_REVOKED, "*was revoked by “Example Company CA”, who issued it; *" },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, "*cannot be verified; *" },
    { G_TLS_CERTIFICATE_VALIDATE_ALL, "*is valid only from*" },
    { G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_UNKNOWN_CA, "*expired on*" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_UNKNOWN_CA,
      "*is for push.example, localhost, 127.0.0.1, …; *" },
  };
  g_autoptr (NetworkFixture) network = serve ("good", NULL);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_utc (2025, 1, 2, 3, 4, 5);

  if (network == NULL)
    return;

  certificate = read_certificate (network, "good");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words
          = pusher_certificate_explain (certificate, cases[i].problems, "push.example", NULL, now);

      g_test_message ("%s", words);
      g_assert_true (g_str_has_prefix (words, "The certificate "));
      g_assert_nonnull (strstr (words, "push.example"));
      g_assert_true (g_pattern_match_simple (cases[i].words, words));
    }
}

/* Whoever runs a server writes its certificate. */
static void
test_quoted_names (void)
{
  g_autoptr (NetworkFixture) network = serve ("nasty", NULL);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *words = NULL;

  if (network == NULL)
    return;

  certificate = read_certificate (network, "nasty");
  words = pusher_certificate_explain (certificate, G_TLS_CERTIFICATE_BAD_IDENTITY, "push.example",
                                      NULL, now);
  g_test_message ("%s", words);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  for (const char *c = words; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_true (g_unichar_isprint (g_utf8_get_char (c)));
  g_assert_cmpint (g_utf8_strlen (words, -1), <, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/1.17/a-certificate-that-is-not-accepted-is-named", test_refusals);
  g_test_add_func ("/pusher/1.17/a-companys-own-authority", test_own_authority);
  g_test_add_func ("/pusher/1.17/a-server-that-is-its-own-authority", test_self_signed_authority);
  g_test_add_func ("/pusher/1.17/a-renewed-certificate-is-taken", test_renewal);
  g_test_add_func ("/pusher/1.17/a-ca-file-is-read-again-when-it-has-changed",
                   test_ca_file_changes);
  g_test_add_func ("/pusher/1.17/the-authorisation-endpoints-certificate", test_endpoint);
  g_test_add_func ("/pusher/1.17/each-problem-has-its-words", test_words);
  g_test_add_func ("/pusher/15.4/a-certificates-names-are-plain-text", test_quoted_names);

  return g_test_run ();
}
