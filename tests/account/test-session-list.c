/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-list.h"

#include "account-fixture.h"
#include "bus-fixture.h"

/* A session for each account. Nothing listens where these accounts connect to. */

#define NOWHERE "{'host': <'127.0.0.1'>, 'port': <uint32 9>, 'tls': <false>}"

typedef struct
{
  GSettings *settings;
  TbKeyring *keyring;
  TbInbox *inbox;
  TbRules *rules;
  TbAccountList *accounts;
  TbSessionList *sessions;
} Fixture;

static void
set_ids (Fixture *fixture, const char *ids)
{
  g_auto (GStrv) strings = g_strsplit (ids, " ", -1);

  g_settings_set_strv (fixture->settings, "accounts", (const char *const *) strings);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "one", "two", "three" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      TbAccount *account = account_fixture_new (ids[i], NOWHERE);

      g_assert_finalize_object (account);
    }
  fixture->settings = g_settings_new ("com.nebutra.Traybell");
  set_ids (fixture, "one two");
  fixture->keyring = tb_keyring_new (NULL);
  fixture->inbox = tb_inbox_new ();
  fixture->rules = tb_rules_new_default (NULL);
  fixture->accounts = tb_account_list_new ();
  fixture->sessions = tb_session_list_new (fixture->accounts, fixture->keyring, fixture->inbox,
                                           fixture->rules, NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->sessions);
  g_assert_finalize_object (fixture->accounts);
  g_assert_finalize_object (fixture->inbox);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->settings);
  tb_rules_unref (fixture->rules);
  /* A look-up that was cancelled still has the keyring. */
  WAIT_UNTIL (G_OBJECT (fixture->keyring)->ref_count == 1);
  g_assert_finalize_object (fixture->keyring);
}

static char *
join_ids (Fixture *fixture)
{
  GString *ids = g_string_new (NULL);

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->sessions)) == TB_TYPE_SESSION);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->sessions)); i++)
    {
      g_autoptr (TbSession) session = g_list_model_get_item (G_LIST_MODEL (fixture->sessions), i);

      g_string_append_printf (ids, "%s:%s ", tb_account_get_id (tb_session_get_account (session)),
                              tb_session_state_to_string (tb_session_get_state (session)));
    }

  return g_string_free (ids, FALSE);
}

static void
test_each_account_has_a_session_that_is_started (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ids = join_ids (fixture);

  g_assert_cmpstr (ids, ==, "one:connecting two:connecting ");
  g_assert_true (tb_account_list_lookup (fixture->accounts, "two", NULL)
                 == tb_session_get_account (tb_session_list_lookup (fixture->sessions, "two")));
  g_assert_null (tb_session_list_lookup (fixture->sessions, "three"));
}

static void
test_sessions_come_and_go_with_their_accounts (Fixture *fixture, gconstpointer data)
{
  TbSession *two = tb_session_list_lookup (fixture->sessions, "two");
  g_autofree char *ids = NULL;

  set_ids (fixture, "two three");
  ids = join_ids (fixture);
  g_assert_cmpstr (ids, ==, "two:connecting three:connecting ");
  g_assert_true (tb_session_list_lookup (fixture->sessions, "two") == two);
}

static void
test_notifications_go_with_their_account (Fixture *fixture, gconstpointer data)
{
  static const char *const accounts[] = { "one", "two" };

  for (gsize i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (TbNotification) notification = tb_notification_new (&(TbNotificationFields){
          .account_id = accounts[i], .channel = "c", .event = "e", .title = "t" });

      g_assert_true (tb_inbox_add (fixture->inbox, notification));
    }
  set_ids (fixture, "two");

  g_assert_cmpuint (tb_inbox_count_unread_of (fixture->inbox, "one"), ==, 0);
  g_assert_cmpuint (tb_inbox_count_unread_of (fixture->inbox, "two"), ==, 1);
}

static void
test_what_was_stopped_stays_so (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ids = NULL;

  tb_session_list_stop (fixture->sessions);
  set_ids (fixture, "one two three");
  ids = join_ids (fixture);
  g_assert_cmpstr (ids, ==, "one:disconnected two:disconnected ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/session-list/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("each-account-has-a-session-that-is-started",
       test_each_account_has_a_session_that_is_started);
  ADD ("sessions-come-and-go-with-their-accounts", test_sessions_come_and_go_with_their_accounts);
  ADD ("notifications-go-with-their-account", test_notifications_go_with_their_account);
  ADD ("what-was-stopped-stays-so", test_what_was_stopped_stays_so);

  return g_test_run ();
}
