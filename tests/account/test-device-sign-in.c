/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-device-sign-in.h"

#include "account-fixture.h"
#include "pusher/pusher-error.h"
#include "web-fixture.h"

/* Signing in with the browser (RFC 8628) against a real web app, on the test's clock. */

typedef struct
{
  WebFixture web;
  TbDeviceSignIn *sign_in;
  GString *states;
  guint n_troubles;
} Fixture;

static void
on_state_changed (TbDeviceSignIn *sign_in, GParamSpec *pspec, gpointer user_data)
{
  static const char names[] = { 'i', 'a', 'w', 'p', 'D', 'F' };
  Fixture *fixture = user_data;

  g_string_append_c (fixture->states, names[tb_device_sign_in_get_state (sign_in)]);
}

static void
on_trouble_changed (TbDeviceSignIn *sign_in, GParamSpec *pspec, gpointer user_data)
{
  ((Fixture *) user_data)->n_troubles++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  web_fixture_set_up (&fixture->web, NULL);
  fixture->states = g_string_new (NULL);
  fixture->sign_in = tb_device_sign_in_new (fixture->web.session, PUSHER_CLOCK (fixture->web.clock),
                                            fixture->web.endpoints);
  g_signal_connect (fixture->sign_in, "notify::state", G_CALLBACK (on_state_changed), fixture);
  g_signal_connect (fixture->sign_in, "notify::trouble", G_CALLBACK (on_trouble_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  WAIT_UNTIL (G_OBJECT (fixture->sign_in)->ref_count == 1);
  g_assert_finalize_object (fixture->sign_in);
  web_fixture_tear_down (&fixture->web, NULL);
  g_string_free (fixture->states, TRUE);
}

static gboolean
is_in (Fixture *fixture, TbDeviceSignInState state)
{
  return tb_device_sign_in_get_state (fixture->sign_in) == state;
}

static void
begin (Fixture *fixture, const char *sign_in)
{
  g_assert_true (dev_server_post (fixture->web.server, "sign-in", "%s", sign_in));
  tb_device_sign_in_start (fixture->sign_in);
  WAIT_UNTIL (!is_in (fixture, TB_DEVICE_SIGN_IN_ASKING));
}

/* Lets so many seconds pass, which is time for exactly one poll, and waits for its answer. */
static void
poll_after (Fixture *fixture, guint seconds)
{
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_WAITING));
  fake_clock_advance (fixture->web.clock, seconds - 0.001);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_WAITING));
  fake_clock_advance (fixture->web.clock, 0.001);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_POLLING));
  WAIT_UNTIL (!is_in (fixture, TB_DEVICE_SIGN_IN_POLLING));
}

static void
assert_failed (Fixture *fixture, const char *mentions)
{
  const GError *error = tb_device_sign_in_get_error (fixture->sign_in);

  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_FAILED));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SIGN_IN);
  if (strstr (error->message, mentions) == NULL)
    g_error ("“%s” does not say “%s”", error->message, mentions);
  g_assert_null (tb_device_sign_in_get_token (fixture->sign_in));
  g_assert_null (tb_device_sign_in_get_trouble (fixture->sign_in));
  g_assert_cmpuint (fake_clock_get_timers (fixture->web.clock), ==, 0);
}

static void
test_a_code_becomes_a_token (Fixture *fixture, gconstpointer data)
{
  const TbDeviceCode *code;
  g_autofree char *page = NULL;

  begin (fixture, "{\"outcome\":\"approve\",\"pending\":2}");
  code = tb_device_sign_in_get_code (fixture->sign_in);
  page = g_strconcat (dev_server_get_url (fixture->web.server), "/device", NULL);
  g_assert_cmpstr (code->user_code, ==, "WDJB-1000");
  g_assert_cmpstr (code->address, ==, page);
  g_assert_true (g_str_has_prefix (code->page, page));
  g_assert_true (g_str_has_suffix (code->page, "?user_code=WDJB-1000"));
  g_assert_cmpuint (tb_device_sign_in_get_time_left (fixture->sign_in), ==, 600);

  for (int i = 0; i < 3; i++)
    poll_after (fixture, 5);
  g_assert_cmpstr (fixture->states->str, ==, "awpwpwpD");
  g_assert_cmpstr (tb_device_sign_in_get_token (fixture->sign_in), ==, "alice-token");
  g_assert_cmpuint (web_fixture_count (&fixture->web, "token"), ==, 3);
  g_assert_cmpuint (fixture->n_troubles, ==, 0);
  g_assert_cmpuint (fake_clock_get_timers (fixture->web.clock), ==, 0);
}

static void
test_requests_are_as_the_web_app_expects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) code = NULL;
  g_autoptr (JsonObject) token = NULL;
  JsonObject *parameters;

  begin (fixture, "{\"outcome\":\"approve\"}");
  poll_after (fixture, 5);

  code = web_fixture_get_last (&fixture->web, "code");
  parameters = json_object_get_object_member (code, "parameters");
  g_assert_cmpstr (json_object_get_string_member (code, "contentType"), ==, "application/json");
  g_assert_cmpuint (json_object_get_size (parameters), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (parameters, "client_id"), ==, "traybell");
  g_assert_false (json_object_get_boolean_member (code, "authorised"));

  token = web_fixture_get_last (&fixture->web, "token");
  parameters = json_object_get_object_member (token, "parameters");
  g_assert_cmpstr (json_object_get_string_member (token, "contentType"), ==, "application/json");
  g_assert_cmpuint (json_object_get_size (parameters), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (parameters, "grant_type"), ==,
                   "urn:ietf:params:oauth:grant-type:device_code");
  g_assert_cmpstr (json_object_get_string_member (parameters, "device_code"), ==, "device-code-0");
  g_assert_cmpstr (json_object_get_string_member (parameters, "client_id"), ==, "traybell");
}

static void
test_slow_down_adds_five_seconds_for_good (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "{\"outcome\":\"approve\",\"slowDowns\":2,\"pending\":1,\"interval\":3}");
  poll_after (fixture, 3);
  poll_after (fixture, 8);
  poll_after (fixture, 13);
  poll_after (fixture, 13);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_DONE));
}

static void
test_a_code_expires_on_our_clock (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "{\"outcome\":\"wait\",\"expiresIn\":12}");
  poll_after (fixture, 5);
  g_assert_cmpuint (tb_device_sign_in_get_time_left (fixture->sign_in), ==, 7);
  poll_after (fixture, 5);
  fake_clock_advance (fixture->web.clock, 2);
  assert_failed (fixture, "The code has expired; ask for another one");
  g_assert_cmpuint (tb_device_sign_in_get_time_left (fixture->sign_in), ==, 0);
}

static void
test_a_code_expires_while_the_web_app_is_asked (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "{\"outcome\":\"wait\",\"expiresIn\":12}");
  web_fixture_misbehave (&fixture->web, "token", "\"mode\":\"hang\"");
  fake_clock_advance (fixture->web.clock, 5);
  WAIT_UNTIL (web_fixture_count (&fixture->web, "token") == 1);
  fake_clock_advance (fixture->web.clock, 7);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_FAILED));
  web_fixture_settle ();
  assert_failed (fixture, "The code has expired; ask for another one");
}

static void
test_what_the_user_or_the_web_app_refuses_is_told (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sign_in;
    const char *mentions;
  } cases[] = {
    { "{\"outcome\":\"deny\"}", "The sign-in was refused in the browser; try again to sign in" },
    { "{\"outcome\":\"expire\"}", "The code has expired; ask for another one" },
    { "{\"outcome\":\"invalid\"}",
      "The web app does not know the code any more; ask for another one" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      begin (fixture, cases[i].sign_in);
      poll_after (fixture, 5);
      assert_failed (fixture, cases[i].mentions);
    }

  /* Another code, another chance. */
  begin (fixture, "{\"outcome\":\"approve\"}");
  g_assert_null (tb_device_sign_in_get_error (fixture->sign_in));
  poll_after (fixture, 5);
  g_assert_cmpstr (tb_device_sign_in_get_token (fixture->sign_in), ==, "alice-token");
}

static void
test_odd_answers_to_a_poll_end_it (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    const char *mentions;
  } cases[] = {
    { "\"mode\":\"html\"", "give it a token instead" },
    { "\"mode\":\"redirect\"", "give it a token instead" },
    { "\"mode\":\"status\",\"status\":404", "give it a token instead" },
    { "\"mode\":\"status\",\"status\":400,\"body\":\"nonsense\"", "(400: no reason given)" },
    { "\"mode\":\"status\",\"status\":400,\"body\":\"{\\\"error\\\":\\\"invalid_client\\\","
      "\\\"error_description\\\":\\\"Unknown\\\\u001b[2J client\\\"}\"",
      "(400: invalid_client: Unknown [2J client)" },
    { "\"mode\":\"status\",\"status\":200,\"body\":\"{}\"", "gave no token that can be used" },
    { "\"mode\":\"status\",\"status\":200,\"body\":\"{\\\"access_token\\\":\\\"a\\\\r\\\\nb\\\"}\"",
      "gave no token that can be used" },
    { "\"mode\":\"status\",\"status\":200,\"body\":\"{\\\"access_token\\\":\\\"t\\\","
      "\\\"token_type\\\":\\\"mac\\\"}\"",
      "is not a bearer token" },
    { "\"mode\":\"status\",\"status\":200,\"body\":\"[]\"", "no reason given" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      begin (fixture, "{\"outcome\":\"approve\"}");
      web_fixture_misbehave (&fixture->web, "token", cases[i].fault);
      poll_after (fixture, 5);
      g_test_message ("%s", cases[i].fault);
      assert_failed (fixture, cases[i].mentions);
    }
}

static void
test_a_web_app_that_fails_is_asked_again_ever_more_patiently (Fixture *fixture, gconstpointer data)
{
  static const guint delays[] = { 5, 10, 20, 40, 60, 60 };

  begin (fixture, "{\"outcome\":\"approve\",\"pending\":1}");
  web_fixture_misbehave (&fixture->web, "token", "\"mode\":\"status\",\"status\":503");
  for (gsize i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      poll_after (fixture, delays[i]);
      g_assert_error (tb_device_sign_in_get_trouble (fixture->sign_in), TB_ACCOUNT_ERROR,
                      TB_ACCOUNT_ERROR_SIGN_IN);
    }
  g_assert_cmpstr (tb_device_sign_in_get_trouble (fixture->sign_in)->message, ==,
                   "The web app cannot answer just now (503); try again in a while");
  g_assert_cmpuint (fixture->n_troubles, ==, 1);

  web_fixture_misbehave (&fixture->web, "token", "\"mode\":\"normal\"");
  poll_after (fixture, 60);
  g_assert_null (tb_device_sign_in_get_trouble (fixture->sign_in));
  poll_after (fixture, 5);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_DONE));
}

static void
test_a_wait_that_the_web_app_asks_for_is_granted (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "{\"outcome\":\"approve\"}");
  web_fixture_misbehave (&fixture->web, "token",
                         "\"mode\":\"status\",\"status\":429,\"retryAfter\":42,\"count\":1");
  poll_after (fixture, 5);
  poll_after (fixture, 42);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_DONE));
}

static void
test_a_poll_without_an_answer_is_given_up_and_repeated (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "{\"outcome\":\"approve\"}");
  web_fixture_misbehave (&fixture->web, "token", "\"mode\":\"hang\",\"count\":1");
  fake_clock_advance (fixture->web.clock, 5);
  WAIT_UNTIL (web_fixture_count (&fixture->web, "token") == 1);
  fake_clock_advance (fixture->web.clock, TB_WEB_REQUEST_TIMEOUT);
  WAIT_UNTIL (is_in (fixture, TB_DEVICE_SIGN_IN_WAITING));
  g_assert_error (tb_device_sign_in_get_trouble (fixture->sign_in), PUSHER_ERROR,
                  PUSHER_ERROR_TIMED_OUT);
  poll_after (fixture, 10);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_DONE));
}

/* The network goes and comes back while the user looks for their password. */
static void
test_a_network_that_comes_back_is_used (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token_endpoint = g_strdup (fixture->web.endpoints->token);

  /* Nobody listens on the port for discarding what comes. */
  g_free (fixture->web.endpoints->token);
  fixture->web.endpoints->token = g_strdup ("http://127.0.0.1:9/api/auth/device/token");
  g_assert_finalize_object (fixture->sign_in);
  fixture->sign_in = tb_device_sign_in_new (fixture->web.session, PUSHER_CLOCK (fixture->web.clock),
                                            fixture->web.endpoints);
  begin (fixture, "{\"outcome\":\"approve\"}");
  poll_after (fixture, 5);
  g_assert_error (tb_device_sign_in_get_trouble (fixture->sign_in), PUSHER_ERROR,
                  PUSHER_ERROR_NETWORK);
  poll_after (fixture, 10);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_WAITING));
  tb_device_sign_in_cancel (fixture->sign_in);
  g_assert_null (tb_device_sign_in_get_trouble (fixture->sign_in));
}

static void
test_without_a_code_the_reason_is_told (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    const char *mentions;
  } cases[] = {
    { "\"mode\":\"status\",\"status\":404",
      "does not let programs sign in with the browser there (404)" },
    { "\"mode\":\"html\"", "does not let programs sign in with the browser there (200)" },
    { "\"mode\":\"redirect\"", "does not let programs sign in with the browser there (302)" },
    { "\"mode\":\"status\",\"status\":400,\"body\":\"{\\\"error\\\":\\\"invalid_client\\\"}\"",
      "(invalid_client); ask its developers to allow the client id" },
    { "\"mode\":\"status\",\"status\":500", "cannot answer just now (500); try again in a while" },
    { "\"mode\":\"status\",\"status\":200,\"body\":\"nonsense\"", "check the sign-in address" },
    { "\"mode\":\"status\",\"status\":200,\"body\":\"{}\"", "check the sign-in address" },
    { "\"mode\":\"status\",\"status\":200,\"body\":\"{\\\"device_code\\\":\\\"d\\\","
      "\\\"user_code\\\":\\\"u\\\",\\\"verification_uri\\\":\\\"http://evil.example/\\\"}\"",
      "not safe to sign in at" },
    { "\"mode\":\"status\",\"status\":200,\"body\":\"{\\\"device_code\\\":\\\"d\\\","
      "\\\"user_code\\\":\\\"u\\\",\\\"verification_uri\\\":\\\"javascript:alert(1)\\\"}\"",
      "not safe to sign in at" },
    { "\"mode\":\"huge\",\"bytes\":300000", "too large" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GError *error;

      web_fixture_misbehave (&fixture->web, "code", cases[i].fault);
      begin (fixture, "{}");
      g_test_message ("%s", cases[i].fault);
      error = tb_device_sign_in_get_error (fixture->sign_in);
      g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_FAILED));
      account_fixture_assert_sentence (error, error->domain, error->code);
      if (strstr (error->message, cases[i].mentions) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].mentions);
      g_assert_null (tb_device_sign_in_get_code (fixture->sign_in));
    }
  g_assert_cmpuint (web_fixture_count (&fixture->web, "code"), ==, G_N_ELEMENTS (cases));
}

static void
test_what_the_web_app_leaves_out_has_a_usual_value (Fixture *fixture, gconstpointer data)
{
  const TbDeviceCode *code;

  web_fixture_misbehave (
      &fixture->web, "code",
      "\"mode\":\"status\",\"status\":200,\"body\":\"{\\\"device_code\\\":\\\"d\\\","
      "\\\"user_code\\\":\\\"u\\\\u202e\\\",\\\"verification_uri\\\":\\\"https://a.example/d\\\","
      "\\\"verification_uri_complete\\\":\\\"http://a.example/d\\\",\\\"interval\\\":-1}\"");
  begin (fixture, "{}");
  code = tb_device_sign_in_get_code (fixture->sign_in);
  g_assert_cmpstr (code->user_code, ==, "u");
  g_assert_cmpstr (code->address, ==, "https://a.example/d");
  g_assert_null (code->page);
  g_assert_cmpuint (code->interval, ==, TB_DEVICE_CODE_INTERVAL);
  g_assert_cmpuint (code->lifetime, ==, TB_DEVICE_CODE_LIFETIME);
  tb_device_sign_in_cancel (fixture->sign_in);
}

static void
assert_at_rest (Fixture *fixture)
{
  g_autofree char *states = NULL;
  guint requests;

  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_IDLE));
  g_assert_null (tb_device_sign_in_get_code (fixture->sign_in));
  g_assert_null (tb_device_sign_in_get_token (fixture->sign_in));
  WAIT_UNTIL (fake_clock_get_timers (fixture->web.clock) == 0);
  states = g_strdup (fixture->states->str);
  requests = web_fixture_count (&fixture->web, "token");
  fake_clock_advance (fixture->web.clock, 3600);
  web_fixture_settle ();
  g_assert_cmpstr (fixture->states->str, ==, states);
  g_assert_cmpuint (web_fixture_count (&fixture->web, "token"), ==, requests);
}

static void
test_nothing_happens_after_a_cancellation (Fixture *fixture, gconstpointer data)
{
  tb_device_sign_in_cancel (fixture->sign_in);
  assert_at_rest (fixture);

  /* While a code is asked for. */
  tb_device_sign_in_start (fixture->sign_in);
  tb_device_sign_in_cancel (fixture->sign_in);
  assert_at_rest (fixture);

  /* While the user is to do something. */
  begin (fixture, "{\"outcome\":\"approve\"}");
  tb_device_sign_in_cancel (fixture->sign_in);
  assert_at_rest (fixture);

  /* While the web app is asked. */
  begin (fixture, "{\"outcome\":\"approve\"}");
  fake_clock_advance (fixture->web.clock, 5);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_POLLING));
  tb_device_sign_in_cancel (fixture->sign_in);
  assert_at_rest (fixture);

  /* When all is done. */
  begin (fixture, "{\"outcome\":\"approve\"}");
  poll_after (fixture, 5);
  tb_device_sign_in_cancel (fixture->sign_in);
  assert_at_rest (fixture);
}

static void
test_beginning_again_gives_up_what_was_begun (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "{\"outcome\":\"approve\"}");
  tb_device_sign_in_start (fixture->sign_in);
  WAIT_UNTIL (is_in (fixture, TB_DEVICE_SIGN_IN_WAITING));
  g_assert_cmpstr (tb_device_sign_in_get_code (fixture->sign_in)->user_code, ==, "WDJB-1001");
  poll_after (fixture, 5);
  g_assert_true (is_in (fixture, TB_DEVICE_SIGN_IN_DONE));
}

static void
live (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, NULL);
  begin (&fixture, "{\"outcome\":\"approve\",\"slowDowns\":1,\"pending\":1}");
  poll_after (&fixture, 5);
  poll_after (&fixture, 10);
  web_fixture_misbehave (&fixture.web, "token", "\"mode\":\"status\",\"status\":500,\"count\":1");
  poll_after (&fixture, 10);
  poll_after (&fixture, 20);
  g_assert_true (is_in (&fixture, TB_DEVICE_SIGN_IN_DONE));
  begin (&fixture, "{\"outcome\":\"invalid\"}");
  poll_after (&fixture, 5);
  tear_down (&fixture, NULL);
}

static void
test_neither_codes_nor_tokens_are_logged (void)
{
  if (g_test_subprocess ())
    {
      live ();
      return;
    }

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  /* Everything was on. */
  g_test_trap_assert_stdout ("*DEBUG*");
  g_test_trap_assert_stdout_unmatched ("*device-code*");
  g_test_trap_assert_stdout_unmatched ("*WDJB*");
  g_test_trap_assert_stdout_unmatched ("*alice-token*");
  g_test_trap_assert_stderr_unmatched ("*device-code*");
  g_test_trap_assert_stderr_unmatched ("*WDJB*");
  g_test_trap_assert_stderr_unmatched ("*alice-token*");
}

static void
assert_endpoints (const char *settings, const char *code, const char *user)
{
  TbAccount *account = account_fixture_new ("endpoints", settings);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSignInEndpoints) endpoints = tb_sign_in_endpoints_new (account, &error);

  g_test_message ("%s", settings);
  g_assert_no_error (error);
  g_assert_cmpstr (endpoints->code, ==, code);
  g_assert_cmpstr (endpoints->user, ==, user);
  g_assert_finalize_object (account);
}

static void
test_endpoints_follow_from_the_web_app (void)
{
  assert_endpoints ("{'web-url': <'https://app.example.com/en/'>}",
                    "https://app.example.com/api/auth/device/code",
                    "https://app.example.com/api/auth/get-session");
  assert_endpoints ("{'web-url': <'https://app.example.com'>,"
                    " 'sign-in-url': <'https://id.example.com/oauth'>}",
                    "https://id.example.com/oauth/device/code",
                    "https://id.example.com/oauth/get-session");
  assert_endpoints ("{'sign-in-url': <'https://id.example.com/'>,"
                    " 'sign-in-code-endpoint': <'/device'>, 'sign-in-user-endpoint': <''>}",
                    "https://id.example.com/device", NULL);
  assert_endpoints ("{'sign-in-url': <'http://localhost:3000/x'>,"
                    " 'sign-in-code-endpoint': <'https://other.example.com/code'>}",
                    "https://other.example.com/code", "http://localhost:3000/x/get-session");
}

static void
test_endpoints_are_safe_or_refused (void)
{
  static const struct
  {
    const char *settings;
    int code;
    const char *mentions;
  } cases[] = {
    { "{'web-url': <''>}", TB_ACCOUNT_ERROR_INCOMPLETE, "address of the web app is missing" },
    { "{'web-url': <'http://app.example.com'>}", TB_ACCOUNT_ERROR_INVALID, "use https://" },
    { "{'sign-in-url': <'https://joe:word@id.example.com'>}", TB_ACCOUNT_ERROR_INVALID,
      "is not the address of a web app" },
    { "{'web-url': <'https://a.example'>,"
      " 'sign-in-token-endpoint': <'http://evil.example/token'>}",
      TB_ACCOUNT_ERROR_INVALID, "use https://" },
    { "{'web-url': <'https://a.example'>, 'sign-in-client-id': <''>}", TB_ACCOUNT_ERROR_INCOMPLETE,
      "switched off" },
    { "{'web-url': <'https://a.example'>, 'sign-in-code-endpoint': <''>}",
      TB_ACCOUNT_ERROR_INCOMPLETE, "switched off" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbAccount *account = account_fixture_new ("endpoints", cases[i].settings);
      g_autoptr (GError) error = NULL;

      g_assert_null (tb_sign_in_endpoints_new (account, &error));
      account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].mentions));
      g_assert_finalize_object (account);
    }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/device-sign-in/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-code-becomes-a-token", test_a_code_becomes_a_token);
  ADD ("requests-are-as-the-web-app-expects", test_requests_are_as_the_web_app_expects);
  ADD ("slow-down-adds-five-seconds-for-good", test_slow_down_adds_five_seconds_for_good);
  ADD ("a-code-expires-on-our-clock", test_a_code_expires_on_our_clock);
  ADD ("a-code-expires-while-the-web-app-is-asked", test_a_code_expires_while_the_web_app_is_asked);
  ADD ("what-the-user-or-the-web-app-refuses-is-told",
       test_what_the_user_or_the_web_app_refuses_is_told);
  ADD ("odd-answers-to-a-poll-end-it", test_odd_answers_to_a_poll_end_it);
  ADD ("a-web-app-that-fails-is-asked-again-ever-more-patiently",
       test_a_web_app_that_fails_is_asked_again_ever_more_patiently);
  ADD ("a-wait-that-the-web-app-asks-for-is-granted",
       test_a_wait_that_the_web_app_asks_for_is_granted);
  ADD ("a-poll-without-an-answer-is-given-up-and-repeated",
       test_a_poll_without_an_answer_is_given_up_and_repeated);
  ADD ("a-network-that-comes-back-is-used", test_a_network_that_comes_back_is_used);
  ADD ("without-a-code-the-reason-is-told", test_without_a_code_the_reason_is_told);
  ADD ("what-the-web-app-leaves-out-has-a-usual-value",
       test_what_the_web_app_leaves_out_has_a_usual_value);
  ADD ("nothing-happens-after-a-cancellation", test_nothing_happens_after_a_cancellation);
  ADD ("beginning-again-gives-up-what-was-begun", test_beginning_again_gives_up_what_was_begun);
  g_test_add_func ("/device-sign-in/neither-codes-nor-tokens-are-logged",
                   test_neither_codes_nor_tokens_are_logged);
  g_test_add_func ("/sign-in-endpoints/they-follow-from-the-web-app",
                   test_endpoints_follow_from_the_web_app);
  g_test_add_func ("/sign-in-endpoints/they-are-safe-or-refused",
                   test_endpoints_are_safe_or_refused);

  return g_test_run ();
}
