/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The authorisation endpoint over HTTP, against a server on loopback (protocol §6). */

#include "network-fixture.h"

#include <string.h>

typedef struct
{
  gboolean ready;
  PusherAuthorization *authorization;
  guint retry_after;
  GError *error;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->authorization, pusher_authorization_free);
  g_clear_error (&answer->error);
  answer->ready = FALSE;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
on_authorized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->authorization = pusher_authorizer_authorize_finish (PUSHER_AUTHORIZER (source), result,
                                                              &answer->retry_after, &answer->error);
  g_assert_true ((answer->authorization == NULL) == (answer->error != NULL));
  answer->ready = TRUE;
}

static void
add_alice (SoupMessageHeaders *headers, gpointer user_data)
{
  soup_message_headers_replace (headers, "Authorization", "Bearer alice-token");
}

static PusherHttpAuthorizer *
authorizer_new (NetworkFixture *network, const char *path)
{
  g_autofree char *endpoint = g_strconcat (dev_server_get_url (network->server), path, NULL);
  g_autoptr (GError) error = NULL;
  PusherHttpAuthorizer *authorizer = pusher_http_authorizer_new (
      network->session, PUSHER_CLOCK (network->clock), endpoint, &error);

  g_assert_no_error (error);
  pusher_http_authorizer_set_headers_func (authorizer, add_alice, NULL, NULL);

  return authorizer;
}

static void
ask (PusherHttpAuthorizer *authorizer, const char *channel, Answer *answer)
{
  answer_clear (answer);
  pusher_authorizer_authorize_async (PUSHER_AUTHORIZER (authorizer), "1.23", channel, NULL,
                                     on_authorized, answer);
  WAIT_FOR (answer->ready);
}

/* Asks for Alice's own channel of an endpoint that behaves as @mode says. */
static void
ask_in_mode (const char *mode, Answer *answer)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  PusherHttpAuthorizer *authorizer = authorizer_new (network, "/api/pusher/auth");

  g_assert_true (dev_server_post (network->server, "auth", "%s", mode));
  ask (authorizer, "private-user-user_456", answer);
  g_assert_cmpint (dev_server_get_counter (network->server, "authRequests"), ==, 1);
  g_assert_finalize_object (authorizer);
}

static void
assert_error (const char *mode, int code, const char *words)
{
  g_auto (Answer) answer = { 0 };

  ask_in_mode (mode, &answer);
  g_assert_error (answer.error, PUSHER_ERROR, code);
  if (strstr (answer.error->message, words) == NULL)
    g_error ("%s: “%s” does not say “%s”", mode, answer.error->message, words);
}

static void
test_success (void)
{
  g_auto (Answer) answer = { 0 };

  ask_in_mode ("{\"mode\":\"normal\"}", &answer);
  g_assert_no_error (answer.error);
  g_assert_true (
      g_str_has_prefix (pusher_authorization_get_auth (answer.authorization), "demo-key:"));
  g_assert_null (pusher_authorization_get_channel_data (answer.authorization));
}

static void
test_any_2xx (void)
{
  g_auto (Answer) answer = { 0 };

  ask_in_mode ("{\"mode\":\"normal\",\"status\":201}", &answer);
  g_assert_no_error (answer.error);
  ask_in_mode ("{\"mode\":\"normal\",\"status\":202}", &answer);
  g_assert_no_error (answer.error);
}

static void
test_channel_data (void)
{
  g_auto (Answer) answer = { 0 };

  ask_in_mode ("{\"mode\":\"sign-channel-data\"}", &answer);
  g_assert_no_error (answer.error);
  g_assert_nonnull (
      strstr (pusher_authorization_get_channel_data (answer.authorization), "user_456"));
  assert_error ("{\"mode\":\"channel-data-object\"}", PUSHER_ERROR_BAD_ANSWER, "must be a string");
}

static void
test_user (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  PusherHttpAuthorizer *authorizer = authorizer_new (network, "/api/pusher/user-auth");
  g_auto (Answer) answer = { 0 };

  ask (authorizer, NULL, &answer);
  g_assert_no_error (answer.error);
  g_assert_true (
      g_str_has_prefix (pusher_authorization_get_auth (answer.authorization), "demo-key:"));
  g_assert_nonnull (strstr (pusher_authorization_get_user_data (answer.authorization), "user_456"));
  g_assert_null (pusher_authorization_get_channel_data (answer.authorization));

  /* A refusal speaks of the user, for there is no channel. */
  dev_server_post (network->server, "auth",
                   "{\"mode\":\"status\",\"status\":403,\"body\":\"Banned\"}");
  ask (authorizer, NULL, &answer);
  g_assert_error (answer.error, PUSHER_ERROR, PUSHER_ERROR_DENIED);
  g_assert_nonnull (strstr (answer.error->message, "who you are (403: Banned)"));
  g_assert_finalize_object (authorizer);
}

static void
test_malformed (void)
{
  assert_error ("{\"mode\":\"json-string\"}", PUSHER_ERROR_BAD_ANSWER, "twice");
  assert_error ("{\"mode\":\"no-auth\"}", PUSHER_ERROR_BAD_ANSWER, "no “auth”");
}

static void
test_sign_in_page (void)
{
  assert_error ("{\"mode\":\"html\"}", PUSHER_ERROR_UNAUTHORIZED, "sign in");
}

static void
test_redirect (void)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (NetworkFixture) network = network_fixture_new ();
      PusherHttpAuthorizer *authorizer = authorizer_new (network, "/api/pusher/auth");
      g_autoptr (JsonObject) opened = NULL;
      g_auto (Answer) answer = { 0 };

      dev_server_post (network->server, "auth",
                       "{\"mode\":\"redirect\",\"status\":%u,\"location\":\"/notifications\"}",
                       statuses[i]);
      ask (authorizer, "private-user-user_456", &answer);
      g_assert_error (answer.error, PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED);
      /* The credentials went nowhere else. */
      opened = dev_server_get (network->server, "opened");
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (opened, "opened")), ==,
                        0);
      g_assert_finalize_object (authorizer);
    }
}

static void
test_refusals (void)
{
  assert_error ("{\"mode\":\"status\",\"status\":401}", PUSHER_ERROR_UNAUTHORIZED,
                "401: Unauthorized");
  assert_error ("{\"mode\":\"status\",\"status\":419,\"body\":\"{\\\"message\\\":\\\"CSRF\\\"}\"}",
                PUSHER_ERROR_UNAUTHORIZED, "419: CSRF");
  assert_error ("{\"mode\":\"status\",\"status\":403,\"body\":\"Forbidden\"}", PUSHER_ERROR_DENIED,
                "403: Forbidden");
  assert_error ("{\"mode\":\"status\",\"status\":403,"
                "\"body\":\"{\\\"error\\\":\\\"User not in tenant\\\"}\"}",
                PUSHER_ERROR_DENIED, "403: User not in tenant");
  assert_error ("{\"mode\":\"status\",\"status\":403,\"body\":\"<html>No</html>\"}",
                PUSHER_ERROR_DENIED, "(403)");
  /* Words of another kind are no words. */
  assert_error ("{\"mode\":\"status\",\"status\":403,"
                "\"body\":\"{\\\"error\\\":{\\\"code\\\":1},\\\"message\\\":[]}\"}",
                PUSHER_ERROR_DENIED, "(403)");
  assert_error ("{\"mode\":\"status\",\"status\":404,\"body\":\"{}\"}", PUSHER_ERROR_BAD_ANSWER,
                "/api/pusher/auth");
}

static void
test_unavailable (void)
{
  static const guint statuses[] = { 408, 429, 500, 502, 503, 504 };
  g_auto (Answer) answer = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *mode
          = g_strdup_printf ("{\"mode\":\"status\",\"status\":%u,\"body\":\"{}\"}", statuses[i]);

      answer_clear (&answer);
      ask_in_mode (mode, &answer);
      g_assert_error (answer.error, PUSHER_ERROR, PUSHER_ERROR_UNAVAILABLE);
      g_assert_true (pusher_error_is_retryable (answer.error));
      g_assert_cmpuint (answer.retry_after, ==, 0);
    }
  answer_clear (&answer);
  ask_in_mode ("{\"mode\":\"status\",\"status\":503,\"retryAfter\":12}", &answer);
  g_assert_cmpuint (answer.retry_after, ==, 12);
  answer_clear (&answer);
  ask_in_mode ("{\"mode\":\"status\",\"status\":503,\"retryAfter\":100000}", &answer);
  g_assert_cmpuint (answer.retry_after, ==, 3600);
}

static void
test_hang (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  PusherHttpAuthorizer *authorizer = authorizer_new (network, "/api/pusher/auth");
  g_auto (Answer) answer = { 0 };

  dev_server_post (network->server, "auth", "{\"mode\":\"hang\"}");
  pusher_authorizer_authorize_async (PUSHER_AUTHORIZER (authorizer), "1.23",
                                     "private-user-user_456", NULL, on_authorized, &answer);
  WAIT_FOR (dev_server_get_counter (network->server, "authRequests") == 1);
  fake_clock_advance (network->clock, 14.9);
  network_fixture_settle ();
  g_assert_false (answer.ready);
  fake_clock_advance (network->clock, 0.1);
  WAIT_FOR (answer.ready);
  g_assert_error (answer.error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
  g_assert_finalize_object (authorizer);
}

static void
test_cancelled (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  PusherHttpAuthorizer *authorizer = authorizer_new (network, "/api/pusher/auth");
  GCancellable *cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };

  /* While it is under way, and before it begins. */
  dev_server_post (network->server, "auth", "{\"mode\":\"hang\"}");
  for (int i = 0; i < 2; i++)
    {
      answer_clear (&answer);
      pusher_authorizer_authorize_async (PUSHER_AUTHORIZER (authorizer), "1.23",
                                         "private-user-user_456", cancellable, on_authorized,
                                         &answer);
      if (i == 0)
        WAIT_FOR (dev_server_get_counter (network->server, "authRequests") == 1);
      g_cancellable_cancel (cancellable);
      WAIT_FOR (answer.ready);
      g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_assert_cmpuint (fake_clock_get_timers (network->clock), ==, 0);
  g_assert_finalize_object (cancellable);
  g_assert_finalize_object (authorizer);
}

/* By somebody else than who asked: whoever waits would wait for ever. */
static void
test_cut_off (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  PusherHttpAuthorizer *authorizer = authorizer_new (network, "/api/pusher/auth");
  g_auto (Answer) answer = { 0 };

  dev_server_post (network->server, "auth", "{\"mode\":\"hang\"}");
  pusher_authorizer_authorize_async (PUSHER_AUTHORIZER (authorizer), "1.23",
                                     "private-user-user_456", NULL, on_authorized, &answer);
  WAIT_FOR (dev_server_get_counter (network->server, "authRequests") == 1);
  soup_session_abort (network->session);
  WAIT_FOR (answer.ready);
  g_assert_error (answer.error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
  g_assert_true (pusher_error_is_retryable (answer.error));
  g_assert_finalize_object (authorizer);
}

static void
test_unreachable (void)
{
  g_autoptr (NetworkFixture) network = network_fixture_new ();
  g_autoptr (NetworkFixture) gone = network_fixture_new ();
  PusherHttpAuthorizer *authorizer = authorizer_new (gone, "/api/pusher/auth");
  g_auto (Answer) answer = { 0 };

  g_assert_finalize_object (authorizer);
  authorizer = pusher_http_authorizer_new (network->session, PUSHER_CLOCK (network->clock),
                                           "http://127.0.0.1:1/auth", NULL);
  ask (authorizer, "private-a", &answer);
  g_assert_error (answer.error, PUSHER_ERROR, PUSHER_ERROR_NETWORK);
  g_assert_true (pusher_error_is_retryable (answer.error));
  g_assert_finalize_object (authorizer);
}

static void
test_huge (void)
{
  assert_error ("{\"mode\":\"huge\"}", PUSHER_ERROR_BAD_ANSWER, "too large");
  assert_error ("{\"mode\":\"huge\",\"bytes\":65536}", PUSHER_ERROR_BAD_ANSWER, "too large");
}

static void
test_secrets_are_not_told (void)
{
  g_auto (Answer) answer = { 0 };

  ask_in_mode ("{\"mode\":\"html\",\"body\":\"alice-token\"}", &answer);
  g_assert_null (strstr (answer.error->message, "alice-token"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/6.5/an-answer-is-read", test_success);
  g_test_add_func ("/pusher/6.6/any-2xx-will-do", test_any_2xx);
  g_test_add_func ("/pusher/6.7/channel-data-come-along", test_channel_data);
  g_test_add_func ("/pusher/6.9/channel-data-as-an-object", test_channel_data);
  g_test_add_func ("/pusher/10.2/a-user-is-authenticated", test_user);
  g_test_add_func ("/pusher/6.11/a-malformed-answer", test_malformed);
  g_test_add_func ("/pusher/6.12/a-redirect-is-not-followed", test_redirect);
  g_test_add_func ("/pusher/6.12/a-sign-in-page-is-known", test_sign_in_page);
  g_test_add_func ("/pusher/15.3/credentials-stay-with-the-endpoint", test_redirect);
  g_test_add_func ("/pusher/6.13/refusals-in-words", test_refusals);
  g_test_add_func ("/pusher/6.14/unavailable-and-for-how-long", test_unavailable);
  g_test_add_func ("/pusher/6.15/a-hanging-request-ends", test_hang);
  g_test_add_func ("/pusher/6.16/an-endpoint-that-is-not-there", test_unreachable);
  g_test_add_func ("/pusher/6.19/a-request-can-be-cancelled", test_cancelled);
  g_test_add_func ("/pusher/6.14/a-request-that-is-cut-off-is-worth-another", test_cut_off);
  g_test_add_func ("/pusher/6.21/a-huge-answer-is-refused", test_huge);
  g_test_add_func ("/pusher/6.22/errors-tell-no-secrets", test_secrets_are_not_told);

  return g_test_run ();
}
