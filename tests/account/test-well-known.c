/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-well-known.h"

#include "account-fixture.h"
#include "account/tb-web-request.h"
#include "pusher/pusher-error.h"
#include "web-fixture.h"

/* The settings that a web app offers, and what must not come in with them. */

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GVariant *
fetch (WebFixture *web, GStrv *refused, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tb_well_known_fetch_async (web->session, PUSHER_CLOCK (web->clock),
                             dev_server_get_url (web->server), NULL, on_ready, &result);
  WAIT_UNTIL (result != NULL);

  return tb_well_known_fetch_finish (result, refused, error);
}

static void
offer (WebFixture *web, const char *json)
{
  g_autofree char *escaped = g_strescape (json, NULL);
  g_autofree char *fault
      = g_strdup_printf ("\"mode\":\"status\",\"status\":200,\"body\":\"%s\"", escaped);

  web_fixture_misbehave (web, "well-known", fault);
}

static void
assert_string (GVariant *settings, const char *name, const char *value)
{
  const char *found = NULL;

  g_variant_lookup (settings, name, "&s", &found);
  g_assert_cmpstr (found, ==, value);
}

static void
assert_refuses (WebFixture *web, GQuark domain, int code, const char *mentions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = fetch (web, NULL, &error);

  g_assert_null (settings);
  account_fixture_assert_sentence (error, domain, code);
  if (strstr (error->message, mentions) == NULL)
    g_error ("“%s” does not say “%s”", error->message, mentions);
}

static void
test_settings_are_read_and_can_be_used (WebFixture *web, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) refused = NULL;
  g_autoptr (GVariant) settings = fetch (web, &refused, &error);
  g_autofree char *endpoint
      = g_strconcat (dev_server_get_url (web->server), "/api/pusher/auth", NULL);
  TbAccount *account;

  g_assert_no_error (error);
  assert_string (settings, "name", "Demo");
  assert_string (settings, "key", "demo-key");
  assert_string (settings, "web-url", dev_server_get_url (web->server));
  assert_string (settings, "auth-endpoint", endpoint);
  g_assert_cmpuint (g_strv_length (refused), ==, 0);

  account = tb_account_new_draft ("well-known", settings);
  tb_account_check (account, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (account);
}

static void
test_names_of_an_env_file_are_understood_too (WebFixture *web, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = NULL;

  offer (web, "{\"NEXT_PUBLIC_PUSHER_KEY\":\"k\",\"NEXT_PUBLIC_PUSHER_CLUSTER\":\"eu\"}");
  settings = fetch (web, NULL, &error);
  g_assert_no_error (error);
  assert_string (settings, "key", "k");
  assert_string (settings, "cluster", "eu");
}

static void
test_secrets_and_what_is_not_the_web_apps_are_left_out (WebFixture *web, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) refused = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_autofree char *text = NULL;

  offer (web, "{\"key\":\"k\",\"cluster\":\"eu\",\"secret\":\"hush\",\"PUSHER_SECRET\":\"hush\","
              "\"token\":\"hush\",\"ca-file\":\"/etc/passwd\",\"enabled\":false,"
              "\"muted-channels\":[\"*\"],\"urgent-passes-quiet\":false,"
              "\"web-url\":\"https://evil.example\"}");
  settings = fetch (web, &refused, &error);
  g_assert_no_error (error);
  text = g_variant_print (settings, FALSE);
  g_assert_null (strstr (text, "hush"));
  g_assert_null (strstr (text, "passwd"));
  g_assert_null (strstr (text, "enabled"));
  g_assert_null (strstr (text, "muted"));
  g_assert_null (strstr (text, "quiet"));
  g_assert_null (strstr (text, "evil"));
  g_assert_true (g_strv_contains ((const char *const *) refused, "secret"));
  g_assert_true (g_strv_contains ((const char *const *) refused, "PUSHER_SECRET"));
}

static void
test_a_web_app_without_settings_is_told_of (WebFixture *web, gconstpointer data)
{
  static const char *const faults[] = {
    "\"mode\":\"status\",\"status\":404",
    "\"mode\":\"status\",\"status\":401",
    "\"mode\":\"html\"",
    "\"mode\":\"redirect\",\"location\":\"https://elsewhere.example/traybell.json\"",
    "\"mode\":\"redirect\",\"location\":\"http://127.0.0.1:9/traybell.json\"",
    "\"mode\":\"redirect\",\"location\":\"https://127.0.0.1/traybell.json\"",
    "\"mode\":\"redirect\",\"location\":\"http://localhost/traybell.json\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("%s", faults[i]);
      web_fixture_misbehave (web, "well-known", faults[i]);
      assert_refuses (web, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NOT_FOUND,
                      "offers no settings for Traybell");
    }
  web_fixture_misbehave (web, "well-known", "\"mode\":\"status\",\"status\":503");
  assert_refuses (web, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NOT_FOUND, "(503); try again in a while");
}

static void
test_the_web_app_may_redirect_within_itself (WebFixture *web, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = NULL;

  web_fixture_misbehave (
      web, "well-known",
      "\"mode\":\"redirect\",\"location\":\"/.well-known/traybell.json?1\",\"count\":3");
  settings = fetch (web, NULL, &error);
  g_assert_no_error (error);
  assert_string (settings, "key", "demo-key");

  /* But not in circles. */
  web_fixture_misbehave (web, "well-known",
                         "\"mode\":\"redirect\",\"location\":\"/.well-known/traybell.json\"");
  assert_refuses (web, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NOT_FOUND,
                  "offers no settings for Traybell");
  g_assert_cmpuint (web_fixture_count (web, "well-known"), ==, 8);
}

static void
test_what_cannot_be_read_is_told_of (WebFixture *web, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *mentions;
  } cases[] = {
    { "{\"key\":", "cannot be read" },
    { "[]", "cannot be read" },
    { "NEXT_PUBLIC_PUSHER_KEY=k", "cannot be read" },
    { "{}", "The app key is missing" },
    { "{\"key\":\"k\",\"port\":\"x\"}", "is not a port" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      offer (web, cases[i].text);
      assert_refuses (web, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT, cases[i].mentions);
    }
  web_fixture_misbehave (web, "well-known", "\"mode\":\"huge\",\"bytes\":300000");
  assert_refuses (web, PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER, "too large");
}

static void
test_a_silent_web_app_is_given_up (WebFixture *web, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  web_fixture_misbehave (web, "well-known", "\"mode\":\"hang\"");
  tb_well_known_fetch_async (web->session, PUSHER_CLOCK (web->clock),
                             dev_server_get_url (web->server), NULL, on_ready, &result);
  WAIT_UNTIL (web_fixture_count (web, "well-known") == 1);
  fake_clock_advance (web->clock, TB_WEB_REQUEST_TIMEOUT);
  WAIT_UNTIL (result != NULL);
  g_assert_null (tb_well_known_fetch_finish (result, NULL, &error));
  account_fixture_assert_sentence (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT);
}

static void
test_addresses_are_completed_as_people_type_them (void)
{
  static const struct
  {
    const char *typed;
    const char *complete;
  } cases[] = {
    { "app.example.com", "https://app.example.com" },
    { "  app.example.com/en \n", "https://app.example.com/en" },
    { "https://app.example.com/", "https://app.example.com/" },
    { "localhost:3000", "http://localhost:3000" },
    { "127.0.0.1:3000/en", "http://127.0.0.1:3000/en" },
    { "http://localhost", "http://localhost" },
    { "", NULL },
    { "   ", NULL },
    { "http://app.example.com", NULL },
    { "ftp://app.example.com", NULL },
    { "https://", NULL },
    { "https://joe:word@app.example.com", NULL },
    { "joe@app.example.com", NULL },
    { "a b", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *complete = tb_well_known_complete_address (cases[i].typed, &error);

      g_test_message ("“%s”: %s", cases[i].typed, error != NULL ? error->message : complete);
      g_assert_cmpstr (complete, ==, cases[i].complete);
      g_assert_cmpint (error == NULL, ==, complete != NULL);
    }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/well-known/" name, WebFixture, NULL, web_fixture_set_up, function,                 \
              web_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("settings-are-read-and-can-be-used", test_settings_are_read_and_can_be_used);
  ADD ("names-of-an-env-file-are-understood-too", test_names_of_an_env_file_are_understood_too);
  ADD ("secrets-and-what-is-not-the-web-apps-are-left-out",
       test_secrets_and_what_is_not_the_web_apps_are_left_out);
  ADD ("a-web-app-without-settings-is-told-of", test_a_web_app_without_settings_is_told_of);
  ADD ("the-web-app-may-redirect-within-itself", test_the_web_app_may_redirect_within_itself);
  ADD ("what-cannot-be-read-is-told-of", test_what_cannot_be_read_is_told_of);
  ADD ("a-silent-web-app-is-given-up", test_a_silent_web_app_is_given_up);
  g_test_add_func ("/well-known/addresses-are-completed-as-people-type-them",
                   test_addresses_are_completed_as_people_type_them);

  return g_test_run ();
}
