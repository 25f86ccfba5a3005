/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-live-check.h"

#include "account-fixture.h"
#include "account/tb-check-steps.h"
#include "bus-fixture.h"
#include "check-fixture.h"
#include "pusher/pusher-error.h"

/* Trying an account out against a real server: where it fails, and what the user is told then. The
 * words are the product here, so each remedy stands as a whole. */

#define USER "private-user-user_456"
#define TENANT "private-tenant-org_123"
#define TOKEN "alice-token"

#define REMEDY_NAME                                                                                \
  "Compare the server's name with the web app's settings. If it is right, check that this "        \
  "computer is online and, for a company's own server, in its network or VPN."
#define REMEDY_TCP                                                                                 \
  "Compare the server's host and port with the web app's settings. If they are right, ask "        \
  "whoever runs the server whether it is up and lets you through its firewall."
#define REMEDY_NO_TLS                                                                              \
  "The server may not be encrypted at this port. Compare the port with the web app's settings, "   \
  "and switch encryption off only for a server on this computer or in your own network."
#define REMEDY_WRONG_SERVER                                                                        \
  "Something else than a live server answers there. Compare host and port with the web app's "     \
  "settings."
#define REMEDY_NETWORK_SIGN_IN                                                                     \
  "Open the web app in a browser on this computer: the network may want you to sign in first. If " \
  "it does not, compare host and port with the web app's settings."
#define REMEDY_SIGN_IN "Sign in to the web app again, and give this account a new token or cookie."
#define REMEDY_SIGN_IN_OR_ENDPOINT                                                                 \
  REMEDY_SIGN_IN " If that does not help, compare the authorisation endpoint with the web app's "  \
                 "settings."
#define REMEDY_SERVER_LATER                                                                        \
  "Check again in some minutes. If it stays so, tell whoever runs the server."
#define REMEDY_LATER                                                                               \
  "Check again in some minutes. If it stays so, tell the developers of the web app."

static void
set_up (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_set_up (fixture, NULL, NULL);
}

static void
tear_down (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_tear_down (fixture);
}

static void
misbehave (CheckFixture *fixture, const char *verb, const char *fault)
{
  g_assert_true (dev_server_post (fixture->server, verb, "%s", fault));
}

static void
test_each_step_of_a_good_account_passes (CheckFixture *fixture, gconstpointer data)
{
  g_autofree char *address = NULL;

  check_fixture_run (fixture, "{'rooms': <['doc_789']>, 'channels': <['public-news']>}", TOKEN);
  g_assert_cmpint (tb_live_check_get_outcome (fixture->check), ==, TB_CHECK_OUTCOME_PASSED);
  g_assert_cmpuint (g_list_model_get_n_items (tb_live_check_get_steps (fixture->check)), ==,
                    TB_CHECK_CHANNEL + 4);

  address = g_strdup_printf ("127.0.0.1:%u", dev_server_get_port (fixture->server));
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_SETTINGS), TB_CHECK_PASSED,
                        "4 channels", NULL);
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_NAME), TB_CHECK_PASSED,
                        address, NULL);
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_TCP), TB_CHECK_PASSED,
                        address, NULL);
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_TLS), TB_CHECK_SKIPPED,
                        "the server is this computer", NULL);
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_UPGRADE), TB_CHECK_PASSED, "",
                        NULL);
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_KEY), TB_CHECK_PASSED, "",
                        NULL);
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_ENDPOINT), TB_CHECK_PASSED,
                        "/api/pusher/auth", NULL);
  check_fixture_assert (fixture, check_fixture_get_channel (fixture, USER), TB_CHECK_PASSED, "",
                        NULL);
  check_fixture_assert (fixture, check_fixture_get_channel (fixture, "presence-room-doc_789"),
                        TB_CHECK_PASSED, "", NULL);
  check_fixture_assert (fixture, check_fixture_get_channel (fixture, "public-news"),
                        TB_CHECK_PASSED, "", NULL);
  /* One connection, and not for longer than it takes. */
  WAIT_UNTIL (dev_server_get_connections (fixture->server) == 0);
  g_assert_cmpint (dev_server_get_counter (fixture->server, "connectionsOpened"), ==, 1);
  g_assert_cmpint (dev_server_get_counter (fixture->server, "authRequests"), ==, 3);
}

static void
test_steps_pass_one_after_the_other (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_run (fixture, "{'tenant-ids': <@as []>}", TOKEN);
  g_assert_cmpstr (fixture->states->str, ==,
                   "name:passed tcp:running tcp:passed upgrade:running tls:skipped upgrade:passed "
                   "key:running key:passed channel:running endpoint:running endpoint:passed "
                   "channel:passed ");
}

static void
test_settings_that_cannot_be_used_are_told_first (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_run (fixture, "{'key': <''>}", TOKEN);
  check_fixture_assert_failed (fixture, TB_CHECK_SETTINGS, "The app key is missing",
                               "Put this right in the settings, and check again.");
  g_assert_cmpint (dev_server_get_counter (fixture->server, "upgradeRequests"), ==, 0);
}

static void
test_a_ca_file_that_is_none_is_told_of (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_run (fixture, "{'ca-file': <'/etc/hostname'>}", TOKEN);
  check_fixture_assert_failed (fixture, TB_CHECK_SETTINGS, "/etc/hostname",
                               "Put this right in the settings, and check again.");
}

static void
test_a_name_that_nobody_knows (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_run (fixture, "{'host': <'nowhere.invalid'>}", TOKEN);
  check_fixture_assert_failed (fixture, TB_CHECK_NAME, "nowhere.invalid cannot be found",
                               REMEDY_NAME);
}

/* Until it has let us through, nothing is known of the server. */
static void
test_a_proxy_is_not_taken_for_the_server (CheckFixture *fixture, gconstpointer data)
{
  static const char remedy[]
      = "The way there leads through a proxy. Compare the address with the web app's settings. If "
        "it is right, check the proxy in this computer's network settings, or ask your "
        "administrator whether it lets you through to there.";
  g_autoptr (TbAccount) account = account_fixture_new (
      "checked", "{'key': <'k'>, 'host': <'push.example.com'>, 'user-id': <'user_456'>}");
  g_autoptr (TbCheckSteps) steps = tb_check_steps_new (account);
  g_autoptr (GError) error
      = pusher_error_new_for_proxy (PUSHER_ERROR_NETWORK, "The proxy does not allow it");
  g_autoptr (GError) silence
      = pusher_error_new_for_proxy (PUSHER_ERROR_TIMED_OUT, "The proxy does not answer");
  TbCheckStep *tcp = tb_check_steps_get (steps, TB_CHECK_TCP);

  g_assert_cmpint (tb_check_steps_locate (steps, error), ==, TB_CHECK_NAME);
  tb_check_steps_pass (steps, TB_CHECK_NAME, "192.0.2.1:3128");
  g_assert_cmpint (tb_check_steps_locate (steps, error), ==, TB_CHECK_TCP);
  g_assert_cmpint (tb_check_steps_locate (steps, silence), ==, TB_CHECK_TCP);
  /* It may be another one on a later attempt. */
  tb_check_steps_pass (steps, TB_CHECK_TCP, "192.0.2.1:3128");
  g_assert_cmpint (tb_check_steps_locate (steps, error), ==, TB_CHECK_TCP);

  tb_check_steps_fail (steps, tcp, error);
  g_assert_cmpstr (tb_check_step_get_remedy (tcp), ==, remedy);
  tb_check_steps_fail (steps, tb_check_steps_get (steps, TB_CHECK_ENDPOINT), silence);
  g_assert_cmpstr (tb_check_step_get_remedy (tb_check_steps_get (steps, TB_CHECK_ENDPOINT)), ==,
                   remedy);
}

static void
test_a_port_where_nobody_listens (CheckFixture *fixture, gconstpointer data)
{
  /* Nobody listens on the port for discarding what comes. */
  check_fixture_run (fixture, "{'port': <uint32 9>}", TOKEN);
  check_fixture_assert_failed (fixture, TB_CHECK_TCP, "Nothing answers at 127.0.0.1, port 9",
                               REMEDY_TCP);
}

/* It waits for the end of a line, and we for an answer. */
static void
test_a_server_without_encryption (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_begin (fixture, "{'tls': <true>}", TOKEN);
  WAIT_UNTIL (tb_check_step_get_state (check_fixture_get (fixture, TB_CHECK_TLS))
              == TB_CHECK_RUNNING);
  fake_clock_advance (fixture->clock, 60);
  check_fixture_assert_failed (fixture, TB_CHECK_TLS, "does not answer", REMEDY_NO_TLS);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_output_stream_write_all (output, user_data, strlen (user_data), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

/* What a web server says to encryption that it does not expect. */
static void
test_a_web_server_without_encryption (CheckFixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_autofree char *settings = g_strdup_printf ("{'tls': <true>, 'port': <uint32 %u>}", port);

  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming),
                    (gpointer) "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  check_fixture_run (fixture, settings, TOKEN);
  check_fixture_assert_failed (fixture, TB_CHECK_TLS, "cannot agree on an encrypted connection",
                               REMEDY_NO_TLS);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

static void
test_something_else_answers_the_upgrade (CheckFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    const char *seen;
    const char *remedy;
  } cases[] = {
    { "{\"mode\":\"refuse-http\",\"status\":404}", "(404)",
      "Compare the port and, under Advanced, the path with the web app's settings. The live server "
      "often has another port than the web app." },
    { "{\"mode\":\"redirect\",\"status\":302,\"location\":\"/sign-in\"}", "(302)",
      REMEDY_NETWORK_SIGN_IN },
    { "{\"mode\":\"refuse-http\",\"status\":403}", "(403)",
      "Enter the web app's address as Origin under Advanced, or ask whoever runs the server to let "
      "this computer in." },
    { "{\"mode\":\"refuse-http\",\"status\":503}", "(503)",
      "Wait some minutes and check again. If it stays so, tell whoever runs the server." },
    { "{\"mode\":\"refuse-http\",\"status\":500}", "(500)",
      "Tell whoever runs the server. Nothing on this computer is wrong." },
    { "{\"mode\":\"refuse-http\",\"status\":400}", "(400)",
      "The server may want an encrypted connection: switch encryption on, and check again." },
    { "{\"mode\":\"captive-portal\"}", "(200)", REMEDY_NETWORK_SIGN_IN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      misbehave (fixture, "connect", cases[i].fault);
      check_fixture_run (fixture, "@a{sv} {}", TOKEN);
      g_test_message ("%s", cases[i].fault);
      check_fixture_assert_failed (fixture, TB_CHECK_UPGRADE, cases[i].seen, cases[i].remedy);
    }
}

static void
test_a_server_that_does_not_answer_the_upgrade (CheckFixture *fixture, gconstpointer data)
{
  misbehave (fixture, "connect", "{\"mode\":\"hang\"}");
  check_fixture_begin (fixture, "@a{sv} {}", TOKEN);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "upgradeRequests") == 1);
  fake_clock_advance (fixture->clock, 60);
  check_fixture_assert_failed (
      fixture, TB_CHECK_UPGRADE, "does not answer",
      "The server may want an encrypted connection: switch encryption on, and check again.");
}

static void
test_a_key_that_the_server_does_not_know (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_run (fixture, "{'key': <'another-key'>}", TOKEN);
  check_fixture_assert_failed (fixture, TB_CHECK_KEY, "does not know this app key",
                               "Compare the app key, and the cluster or host, with the web app's "
                               "settings: a key belongs to one server.");
}

static void
test_a_server_that_refuses (CheckFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    const char *seen;
    const char *remedy;
  } cases[] = {
    { "{\"mode\":\"error-first\",\"code\":4003,\"closes\":true}", "disabled",
      "Tell the developers of the web app what the server says." },
    { "{\"mode\":\"error-first\",\"code\":4004,\"closes\":true}", "no connections left",
      "Ask the developers of the web app for a larger plan, or wait until others have left." },
    { "{\"mode\":\"error-first\",\"code\":4009,\"closes\":true}", "restrict origins",
      "Enter the web app's address as Origin under Advanced, and check again." },
    { "{\"mode\":\"error-first\",\"code\":4100,\"closes\":true}", "4100", REMEDY_SERVER_LATER },
    { "{\"mode\":\"grace-4200\"}", "4200", REMEDY_SERVER_LATER },
    { "{\"mode\":\"wrong-first-frame\"}", "does not speak the Pusher protocol",
      REMEDY_WRONG_SERVER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      misbehave (fixture, "connect", cases[i].fault);
      check_fixture_run (fixture, "@a{sv} {}", TOKEN);
      g_test_message ("%s", cases[i].fault);
      check_fixture_assert_failed (fixture, TB_CHECK_KEY, cases[i].seen, cases[i].remedy);
    }
}

static void
test_a_server_that_does_not_greet (CheckFixture *fixture, gconstpointer data)
{
  misbehave (fixture, "connect", "{\"mode\":\"hang-after-upgrade\"}");
  check_fixture_begin (fixture, "@a{sv} {}", TOKEN);
  WAIT_UNTIL (tb_check_step_get_state (check_fixture_get (fixture, TB_CHECK_KEY))
              == TB_CHECK_RUNNING);
  fake_clock_advance (fixture->clock, 60);
  check_fixture_assert_failed (fixture, TB_CHECK_KEY, "does not greet",
                               "The server is there, but does not greet. Check again in some "
                               "minutes. If it stays so, compare host and port with the web app's "
                               "settings.");
}

static void
test_a_web_app_that_does_not_authorise (CheckFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    const char *seen;
    const char *remedy;
  } cases[] = {
    { "{\"mode\":\"status\",\"status\":401}", "(401: Unauthorized)", REMEDY_SIGN_IN },
    { "{\"mode\":\"status\",\"status\":419}", "(419: Test)", REMEDY_SIGN_IN },
    { "{\"mode\":\"html\"}", "a web page instead of an authorisation", REMEDY_SIGN_IN_OR_ENDPOINT },
    { "{\"mode\":\"redirect\",\"location\":\"/sign-in\"}", "(302)", REMEDY_SIGN_IN_OR_ENDPOINT },
    { "{\"mode\":\"status\",\"status\":404}", "There is no authorisation endpoint at",
      "Correct the authorisation endpoint. The developers of the web app know it; often it is "
      "/api/pusher/auth or, with Laravel, /broadcasting/auth." },
    { "{\"mode\":\"status\",\"status\":500}", "(500: Test)", REMEDY_LATER },
    { "{\"mode\":\"status\",\"status\":422}", "(422: Test)",
      "Ask the developers of the web app what the endpoint expects. Its format and further "
      "parameters are under Advanced." },
    { "{\"mode\":\"no-auth\"}", "",
      "Ask the developers of the web app what the endpoint expects. "
      "Its format and further parameters are under Advanced." },
    { "{\"mode\":\"json-string\"}", "twice",
      "Ask the developers of the web app what the endpoint expects. Its format and further "
      "parameters are under Advanced." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      misbehave (fixture, "auth", cases[i].fault);
      check_fixture_run (fixture, "@a{sv} {}", TOKEN);
      g_test_message ("%s", cases[i].fault);
      check_fixture_assert_failed (fixture, TB_CHECK_ENDPOINT, cases[i].seen, cases[i].remedy);
    }
}

static void
test_a_web_app_that_does_not_answer (CheckFixture *fixture, gconstpointer data)
{
  misbehave (fixture, "auth", "{\"mode\":\"hang\"}");
  check_fixture_begin (fixture, "@a{sv} {}", TOKEN);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "authRequests") == 2);
  fake_clock_advance (fixture->clock, 15);
  check_fixture_wait (fixture);
  check_fixture_assert_failed (fixture, TB_CHECK_ENDPOINT, "does not answer", REMEDY_LATER);
}

static void
test_an_endpoint_that_cannot_be_reached (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_run (fixture, "{'auth-endpoint': <'http://127.0.0.1:9/auth'>}", TOKEN);
  check_fixture_assert_failed (
      fixture, TB_CHECK_ENDPOINT, "cannot be reached: Nothing answers at 127.0.0.1, port 9",
      "Compare the address of the authorisation endpoint with the web app's settings. If it is "
      "right, ask the developers of the web app whether it is up.");
}

static void
test_a_wrong_token (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_run (fixture, "@a{sv} {}", "old-token");
  check_fixture_assert_failed (fixture, TB_CHECK_ENDPOINT, "(401: Unauthorized)", REMEDY_SIGN_IN);
}

static void
test_a_denied_channel_is_a_warning_that_names_it (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_run (fixture,
                     "{'user-id': <'user_789'>, 'tenant-ids': <['org_123', 'org_456']>,"
                     " 'channels': <['private-x']>, 'rooms': <['doc_789']>}",
                     TOKEN);
  g_assert_cmpint (tb_live_check_get_outcome (fixture->check), ==, TB_CHECK_OUTCOME_PASSED);
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_ENDPOINT), TB_CHECK_PASSED,
                        NULL, NULL);
  check_fixture_assert (fixture, check_fixture_get_channel (fixture, TENANT), TB_CHECK_PASSED, "",
                        NULL);
  check_fixture_assert (
      fixture, check_fixture_get_channel (fixture, "private-user-user_789"), TB_CHECK_WARNING,
      "The web app denies this channel (403: Not channel owner)",
      "Compare the user id with the one in the web app: you may listen to your own only.");
  check_fixture_assert (
      fixture, check_fixture_get_channel (fixture, "private-tenant-org_456"), TB_CHECK_WARNING,
      "(403: User not in tenant)",
      "Compare the tenant id with the one in the web app, or ask to become a member there.");
  check_fixture_assert (
      fixture, check_fixture_get_channel (fixture, "private-x"), TB_CHECK_WARNING, "(403",
      "Ask in the web app to be let in, or take the channel out of this account.");
  g_assert_nonnull (strstr (
      tb_check_step_get_title (check_fixture_get_channel (fixture, "private-x")), "private-x"));
}

static void
test_with_every_channel_denied_the_account_does_not_work (CheckFixture *fixture, gconstpointer data)
{
  misbehave (fixture, "auth", "{\"mode\":\"status\",\"status\":403,\"body\":\"Forbidden\"}");
  check_fixture_run (fixture, "{'rooms': <['doc_789']>}", TOKEN);
  g_assert_cmpint (tb_live_check_get_outcome (fixture->check), ==, TB_CHECK_OUTCOME_FAILED);
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_ENDPOINT), TB_CHECK_PASSED,
                        NULL, NULL);
  check_fixture_assert (
      fixture, check_fixture_get_channel (fixture, USER), TB_CHECK_FAILED, "(403: Forbidden)",
      "Compare the user id with the one in the web app: you may listen to your own only.");
  check_fixture_assert (fixture, check_fixture_get_channel (fixture, "presence-room-doc_789"),
                        TB_CHECK_FAILED, "(403: Forbidden)",
                        "Compare the room with the one in the web app, or ask to be let in.");
}

static void
test_channel_data_that_the_server_does_not_accept (CheckFixture *fixture, gconstpointer data)
{
  misbehave (fixture, "auth", "{\"mode\":\"sign-channel-data\"}");
  check_fixture_run (fixture, "@a{sv} {}", TOKEN);
  g_assert_cmpint (tb_live_check_get_outcome (fixture->check), ==, TB_CHECK_OUTCOME_FAILED);
  check_fixture_assert (
      fixture, check_fixture_get_channel (fixture, USER), TB_CHECK_FAILED,
      "the web app has to stop sending channel_data for private channels",
      "Ask the developers of the web app to stop signing channel_data for private channels.");
}

static void
test_a_signature_that_the_server_does_not_accept (CheckFixture *fixture, gconstpointer data)
{
  misbehave (fixture, "auth", "{\"mode\":\"bad-signature\"}");
  check_fixture_run (fixture, "@a{sv} {}", TOKEN);
  check_fixture_assert (fixture, check_fixture_get_channel (fixture, USER), TB_CHECK_FAILED,
                        "The server refused the subscription",
                        "Tell the developers of the web app what the server says: its "
                        "authorisation endpoint has to sign with the key and secret of this very "
                        "server.");
}

static void
test_public_channels_need_no_sign_in (CheckFixture *fixture, gconstpointer data)
{
  check_fixture_run (fixture,
                     "{'user-id': <''>, 'tenant-ids': <@as []>, 'channels': <['public-news']>,"
                     " 'auth-endpoint': <''>}",
                     TOKEN);
  g_assert_cmpint (tb_live_check_get_outcome (fixture->check), ==, TB_CHECK_OUTCOME_PASSED);
  check_fixture_assert (fixture, check_fixture_get (fixture, TB_CHECK_ENDPOINT), TB_CHECK_SKIPPED,
                        "Public channels need no sign-in", NULL);
}

static void
test_the_format_that_works_is_found (CheckFixture *fixture, gconstpointer data)
{
  misbehave (fixture, "auth", "{\"mode\":\"require-json\"}");
  check_fixture_run (fixture, "@a{sv} {}", TOKEN);
  g_assert_cmpint (tb_live_check_get_outcome (fixture->check), ==, TB_CHECK_OUTCOME_PASSED);
  g_assert_cmpint (tb_live_check_get_auth_format (fixture->check), ==, TB_AUTH_FORMAT_JSON);
  g_assert_cmpint (tb_account_get_auth_format (fixture->account), ==, TB_AUTH_FORMAT_FORM);
}

static void
test_a_connection_that_breaks_off_is_told_of (CheckFixture *fixture, gconstpointer data)
{
  misbehave (fixture, "auth", "{\"mode\":\"hang\"}");
  check_fixture_begin (fixture, "@a{sv} {}", TOKEN);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "authRequests") == 2);
  dev_server_close_all (fixture->server, 4200, "Restart");
  check_fixture_wait (fixture);
  g_assert_cmpint (tb_live_check_get_outcome (fixture->check), ==, TB_CHECK_OUTCOME_FAILED);
  check_fixture_assert (
      fixture, check_fixture_get_channel (fixture, USER), TB_CHECK_FAILED, "Restart",
      "Check again in some minutes. If it stays so, tell whoever runs the server.");
}

static void
test_nothing_is_told_after_a_cancellation (CheckFixture *fixture, gconstpointer data)
{
  misbehave (fixture, "auth", "{\"mode\":\"hang\"}");
  check_fixture_begin (fixture, "@a{sv} {}", TOKEN);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "authRequests") == 2);
  tb_live_check_cancel (fixture->check);
  g_assert_cmpint (tb_live_check_get_outcome (fixture->check), ==, TB_CHECK_OUTCOME_NONE);
  g_string_truncate (fixture->states, 0);
  WAIT_UNTIL (dev_server_get_connections (fixture->server) == 0);
  WAIT_UNTIL (fake_clock_get_timers (fixture->clock) == 0);
  g_assert_cmpstr (fixture->states->str, ==, "");

  /* And it can begin anew. */
  misbehave (fixture, "auth", "{\"mode\":\"normal\"}");
  tb_live_check_start (fixture->check);
  check_fixture_wait (fixture);
  g_assert_cmpint (tb_live_check_get_outcome (fixture->check), ==, TB_CHECK_OUTCOME_PASSED);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/live-check/" name, CheckFixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("each-step-of-a-good-account-passes", test_each_step_of_a_good_account_passes);
  ADD ("steps-pass-one-after-the-other", test_steps_pass_one_after_the_other);
  ADD ("settings-that-cannot-be-used-are-told-first",
       test_settings_that_cannot_be_used_are_told_first);
  ADD ("a-ca-file-that-is-none-is-told-of", test_a_ca_file_that_is_none_is_told_of);
  ADD ("a-name-that-nobody-knows", test_a_name_that_nobody_knows);
  ADD ("a-proxy-is-not-taken-for-the-server", test_a_proxy_is_not_taken_for_the_server);
  ADD ("a-port-where-nobody-listens", test_a_port_where_nobody_listens);
  ADD ("a-server-without-encryption", test_a_server_without_encryption);
  ADD ("a-web-server-without-encryption", test_a_web_server_without_encryption);
  ADD ("something-else-answers-the-upgrade", test_something_else_answers_the_upgrade);
  ADD ("a-server-that-does-not-answer-the-upgrade", test_a_server_that_does_not_answer_the_upgrade);
  ADD ("a-key-that-the-server-does-not-know", test_a_key_that_the_server_does_not_know);
  ADD ("a-server-that-refuses", test_a_server_that_refuses);
  ADD ("a-server-that-does-not-greet", test_a_server_that_does_not_greet);
  ADD ("a-web-app-that-does-not-authorise", test_a_web_app_that_does_not_authorise);
  ADD ("a-web-app-that-does-not-answer", test_a_web_app_that_does_not_answer);
  ADD ("an-endpoint-that-cannot-be-reached", test_an_endpoint_that_cannot_be_reached);
  ADD ("a-wrong-token", test_a_wrong_token);
  ADD ("a-denied-channel-is-a-warning-that-names-it",
       test_a_denied_channel_is_a_warning_that_names_it);
  ADD ("with-every-channel-denied-the-account-does-not-work",
       test_with_every_channel_denied_the_account_does_not_work);
  ADD ("channel-data-that-the-server-does-not-accept",
       test_channel_data_that_the_server_does_not_accept);
  ADD ("a-signature-that-the-server-does-not-accept",
       test_a_signature_that_the_server_does_not_accept);
  ADD ("public-channels-need-no-sign-in", test_public_channels_need_no_sign_in);
  ADD ("the-format-that-works-is-found", test_the_format_that_works_is_found);
  ADD ("a-connection-that-breaks-off-is-told-of", test_a_connection_that_breaks_off_is_told_of);
  ADD ("nothing-is-told-after-a-cancellation", test_nothing_is_told_after_a_cancellation);

  return g_test_run ();
}
