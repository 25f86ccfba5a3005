/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-identity.h"

#include "account/tb-web-request.h"
#include "web-fixture.h"

/* Who has signed in, as far as the web app tells. */

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static TbIdentity *
fetch (WebFixture *web, const char *token)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TbIdentity *identity;

  tb_identity_fetch_async (web->session, PUSHER_CLOCK (web->clock), web->endpoints, token, NULL,
                           on_ready, &result);
  WAIT_UNTIL (result != NULL);
  identity = tb_identity_fetch_finish (result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (identity);

  return identity;
}

static void
assert_identity (TbIdentity *identity, const char *user_id, const char *name, const char *tenants)
{
  g_autofree char *joined = g_strjoinv (" ", identity->tenant_ids);

  g_assert_cmpstr (identity->user_id, ==, user_id);
  g_assert_cmpstr (identity->name, ==, name);
  g_assert_cmpstr (joined, ==, tenants);
  tb_identity_free (identity);
}

static void
test_the_user_and_their_tenants_are_told (WebFixture *web, gconstpointer data)
{
  assert_identity (fetch (web, "bob-token"), "user_789", "Bob Kern", "org_123 org_456");
  assert_identity (fetch (web, "wrong-token"), NULL, NULL, "");
}

static void
test_what_is_not_asked_for_is_not_told (WebFixture *web, gconstpointer data)
{
  g_clear_pointer (&web->endpoints->user, g_free);
  assert_identity (fetch (web, "alice-token"), NULL, NULL, "org_123");
  g_clear_pointer (&web->endpoints->tenants, g_free);
  assert_identity (fetch (web, "alice-token"), NULL, NULL, "");
}

static void
test_half_an_answer_is_half_the_knowledge (WebFixture *web, gconstpointer data)
{
  static const char *const faults[] = {
    "\"mode\":\"status\",\"status\":500",
    "\"mode\":\"status\",\"status\":404",
    "\"mode\":\"html\"",
    "\"mode\":\"redirect\"",
    "\"mode\":\"huge\",\"bytes\":300000",
    "\"mode\":\"status\",\"status\":200,\"body\":\"{\\\"user\\\":1}\"",
    "\"mode\":\"status\",\"status\":200,\"body\":\"[[[]]]\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("%s", faults[i]);
      web_fixture_misbehave (web, "tenants", faults[i]);
      assert_identity (fetch (web, "alice-token"), "user_456", "Alice Smith", "");
      web_fixture_misbehave (web, "tenants", "\"mode\":\"normal\"");
      web_fixture_misbehave (web, "session", faults[i]);
      assert_identity (fetch (web, "alice-token"), NULL, NULL, "org_123");
      web_fixture_misbehave (web, "session", "\"mode\":\"normal\"");
    }
}

static void
test_ids_may_be_numbers_and_names_are_plain_text (WebFixture *web, gconstpointer data)
{
  web_fixture_misbehave (web, "session",
                         "\"mode\":\"status\",\"status\":200,\"body\":\"{\\\"user\\\":{"
                         "\\\"id\\\":42,\\\"name\\\":\\\"A\\\\u001bB\\\"}}\"");
  web_fixture_misbehave (web, "tenants",
                         "\"mode\":\"status\",\"status\":200,\"body\":\"[{\\\"id\\\":7},"
                         "{\\\"id\\\":\\\"\\\"},{\\\"id\\\":null},{},3,{\\\"id\\\":\\\"b\\\"}]\"");
  assert_identity (fetch (web, "alice-token"), "42", "A B", "7 b");

  web_fixture_misbehave (web, "session",
                         "\"mode\":\"status\",\"status\":200,\"body\":\"{\\\"user\\\":{"
                         "\\\"id\\\":\\\"u\\\",\\\"name\\\":\\\"\\\","
                         "\\\"email\\\":\\\"alice@example.com\\\"}}\"");
  assert_identity (fetch (web, "alice-token"), "u", "alice@example.com", "7 b");
}

static void
test_a_silent_web_app_is_not_waited_for_for_ever (WebFixture *web, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  web_fixture_misbehave (web, "session", "\"mode\":\"hang\"");
  tb_identity_fetch_async (web->session, PUSHER_CLOCK (web->clock), web->endpoints, "alice-token",
                           NULL, on_ready, &result);
  WAIT_UNTIL (web_fixture_count (web, "session") == 1);
  fake_clock_advance (web->clock, TB_WEB_REQUEST_TIMEOUT);
  WAIT_UNTIL (result != NULL);
  assert_identity (tb_identity_fetch_finish (result, NULL), NULL, NULL, "org_123");
}

static void
test_it_can_be_cancelled (WebFixture *web, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_identity_fetch_async (web->session, PUSHER_CLOCK (web->clock), web->endpoints, "alice-token",
                           cancellable, on_ready, &result);
  g_cancellable_cancel (cancellable);
  WAIT_UNTIL (result != NULL);
  g_assert_null (tb_identity_fetch_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/identity/" name, WebFixture, NULL, web_fixture_set_up, function,                   \
              web_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("the-user-and-their-tenants-are-told", test_the_user_and_their_tenants_are_told);
  ADD ("what-is-not-asked-for-is-not-told", test_what_is_not_asked_for_is_not_told);
  ADD ("half-an-answer-is-half-the-knowledge", test_half_an_answer_is_half_the_knowledge);
  ADD ("ids-may-be-numbers-and-names-are-plain-text",
       test_ids_may_be_numbers_and_names_are_plain_text);
  ADD ("a-silent-web-app-is-not-waited-for-for-ever",
       test_a_silent_web_app_is_not_waited_for_for_ever);
  ADD ("it-can-be-cancelled", test_it_can_be_cancelled);

  return g_test_run ();
}
