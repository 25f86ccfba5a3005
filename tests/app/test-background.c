/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-background.h"

#include "account-fixture.h"
#include "bus-fixture.h"
#include "fake-portal.h"

/* What a sandboxed program tells the desktop of itself, and what it remembers of the answer. */

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  FakePortal *fake;
  TbPortals *portals;
  TbPreferences *preferences;
  TbKeyring *keyring;
  TbInbox *inbox;
  TbRules *rules;
  TbAccountList *accounts;
  TbSessionList *sessions;
  TbBackground *background;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->fake = fake_portal_new (fixture->bus);
  fake_portal_add (fixture->fake, "Background", 2);
  fake_portal_appear (fixture->fake);
  fixture->portals = tb_portals_new (fixture->connection);
  fixture->preferences = tb_preferences_new ();
  fixture->keyring = tb_keyring_new (NULL);
  fixture->inbox = tb_inbox_new ();
  fixture->rules = tb_rules_new_default (NULL);
  fixture->accounts = tb_account_list_new ();
  fixture->sessions = tb_session_list_new (fixture->accounts, fixture->keyring, fixture->inbox,
                                           fixture->rules, NULL, NULL);
}

static void
start (Fixture *fixture, const char *answer)
{
  fixture->fake->results = g_variant_ref_sink (g_variant_new_parsed (answer));
  fixture->background = tb_background_new (fixture->connection, fixture->portals,
                                           fixture->preferences, fixture->sessions, fixture->inbox);
  WAIT_UNTIL (tb_portal_autostart_get_answered (tb_background_get_autostart (fixture->background)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bus_fixture_settle (fixture->connection);
  g_assert_finalize_object (fixture->background);
  g_assert_finalize_object (fixture->sessions);
  g_assert_finalize_object (fixture->accounts);
  g_assert_finalize_object (fixture->inbox);
  tb_rules_unref (fixture->rules);
  WAIT_UNTIL (G_OBJECT (fixture->keyring)->ref_count == 1);
  g_assert_finalize_object (fixture->keyring);
  tb_preferences_set_boolean (fixture->preferences, TB_PREFERENCE_START_AT_LOGIN, FALSE);
  g_assert_finalize_object (fixture->preferences);
  bus_fixture_settle (fixture->connection);
  g_assert_finalize_object (fixture->portals);
  fake_portal_free (fixture->fake);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_down (fixture->bus);
}

static gboolean
was_told (Fixture *fixture, const char *status)
{
  g_autoptr (GVariant) options = NULL;
  const char *message = NULL;

  if (fake_portal_count (fixture->fake, "SetStatus") == 0)
    return FALSE;

  options = fake_portal_dup_options (fixture->fake, "SetStatus");
  return g_variant_lookup (options, "message", "&s", &message) && g_str_equal (message, status);
}

static void
test_the_desktop_is_told_what_is_new (Fixture *fixture, gconstpointer data)
{
  start (fixture, "{'background': <true>, 'autostart': <false>}");
  WAIT_UNTIL (was_told (fixture, "No account"));

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (TbNotification) notification = tb_notification_new (&(TbNotificationFields){
          .account_id = "acme", .channel = "public-a", .event = "e", .title = "t" });

      tb_inbox_add (fixture->inbox, notification);
    }
  WAIT_UNTIL (was_told (fixture, "No account · 3 unread"));
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  WAIT_UNTIL (was_told (fixture, "No account"));
}

static gboolean
remembers (Fixture *fixture)
{
  return tb_preferences_get_boolean (fixture->preferences, TB_PREFERENCE_START_AT_LOGIN);
}

static gboolean
was_asked_to_start (Fixture *fixture)
{
  g_autoptr (GVariant) options = fake_portal_dup_options (fixture->fake, "RequestBackground");
  gboolean autostart;

  g_assert_true (g_variant_lookup (options, "autostart", "b", &autostart));
  return autostart;
}

static void
test_a_login_start_is_asked_for_again_in_the_next_run (Fixture *fixture, gconstpointer data)
{
  tb_preferences_set_boolean (fixture->preferences, TB_PREFERENCE_START_AT_LOGIN, TRUE);
  start (fixture, "{'background': <true>, 'autostart': <true>}");
  g_assert_true (was_asked_to_start (fixture));
  g_assert_true (remembers (fixture));
}

static void
test_a_login_start_that_was_forbidden_is_forgotten (Fixture *fixture, gconstpointer data)
{
  tb_preferences_set_boolean (fixture->preferences, TB_PREFERENCE_START_AT_LOGIN, TRUE);
  start (fixture, "{'background': <true>, 'autostart': <false>}");
  g_assert_false (remembers (fixture));
}

static void
test_a_login_start_that_is_switched_on_is_remembered (Fixture *fixture, gconstpointer data)
{
  start (fixture, "{'background': <true>, 'autostart': <true>}");
  g_assert_false (was_asked_to_start (fixture));
  tb_portal_autostart_set_enabled (tb_background_get_autostart (fixture->background), TRUE);
  WAIT_UNTIL (was_asked_to_start (fixture));
  bus_fixture_settle (fixture->connection);
  g_assert_true (remembers (fixture));
}

static void
test_describes_all_accounts_in_a_few_words (void)
{
#define NONE TB_SESSION_DISCONNECTED
#define TRYING TB_SESSION_CONNECTING
#define ON TB_SESSION_CONNECTED
#define AWAY TB_SESSION_UNAVAILABLE
#define SIGN_IN TB_SESSION_SIGN_IN_NEEDED
  static const struct
  {
    TbSessionState states[2];
    gsize n_states;
    guint unread;
    const char *words;
  } rows[] = {
    { { NONE }, 0, 0, "No account" },
    { { NONE }, 1, 0, "Off" },
    { { ON }, 1, 0, "Connected" },
    { { ON }, 1, 1, "Connected · 1 unread" },
    { { ON }, 1, 3, "Connected · 3 unread" },
    { { ON, NONE }, 2, 0, "Connected" },
    { { ON, TRYING }, 2, 0, "Connecting…" },
    { { ON, AWAY }, 2, 0, "Partly connected" },
    { { AWAY }, 1, 2, "Offline · 2 unread" },
    { { TB_SESSION_REFUSED }, 1, 0, "Offline" },
    { { ON, SIGN_IN }, 2, 0, "Sign-in needed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words
          = tb_background_describe (rows[i].states, rows[i].n_states, rows[i].unread);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
#undef NONE
#undef TRYING
#undef ON
#undef AWAY
#undef SIGN_IN
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/background/words", test_describes_all_accounts_in_a_few_words);
#define ADD(path, function)                                                                        \
  g_test_add ("/background/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("status", test_the_desktop_is_told_what_is_new);
  ADD ("next-run", test_a_login_start_is_asked_for_again_in_the_next_run);
  ADD ("forbidden", test_a_login_start_that_was_forbidden_is_forgotten);
  ADD ("switched-on", test_a_login_start_that_is_switched_on_is_remembered);
#undef ADD

  return g_test_run ();
}
