/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-tray-presenter.h"

#include "account-fixture.h"
#include "bus-fixture.h"
#include "fake-wall-clock.h"

/* What the tray says of accounts and inbox. No account here is ever connected: all but one are
 * disabled, and that one has a mistake in its settings. */

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GDBusConnection *host;
  GSettings *settings;
  TbKeyring *keyring;
  TbInbox *inbox;
  TbRules *rules;
  TbAccountList *accounts;
  TbSessionList *sessions;
  TbPreferences *preferences;
  FakeWallClock *clock;
  TbQuiet *quiet;
  TbReminders *reminders;
  TbTray *tray;
  GSimpleActionGroup *actions;
  TbTrayPresenter *presenter;
} Fixture;

static void
set_accounts (Fixture *fixture, const char *ids)
{
  g_auto (GStrv) strings = g_strsplit (ids, " ", -1);

  g_settings_set_strv (fixture->settings, "accounts", (const char *const *) strings);
  bus_fixture_settle (fixture->connection);
}

static void
make_account (const char *id, const char *settings)
{
  TbAccount *account = account_fixture_new (id, settings);

  g_assert_finalize_object (account);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { "show-window", NULL, NULL, NULL, NULL, { 0 } },
    { "open-web", NULL, "s", NULL, NULL, { 0 } },
    { "snooze", NULL, "s", NULL, NULL, { 0 } },
    { "end-quiet", NULL, NULL, NULL, NULL, { 0 } },
    { "quit", NULL, NULL, NULL, NULL, { 0 } },
  };

  make_account ("one", "{'enabled': <false>, 'name': <'ac_me'>,"
                       " 'web-url': <'https://app.example.com'>}");
  make_account ("two", "{'enabled': <false>, 'name': <'Other'>,"
                       " 'web-url': <'https://other.example.com'>}");
  make_account ("broken", "{'name': <'Broken'>, 'user-id': <''>, 'auth-endpoint': <''>}");
  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->host = bus_fixture_connect (fixture->bus);
  fixture->settings = g_settings_new ("com.nebutra.Traybell");
  set_accounts (fixture, data);
  fixture->keyring = tb_keyring_new (NULL);
  fixture->inbox = tb_inbox_new ();
  fixture->rules = tb_rules_new_default (NULL);
  fixture->accounts = tb_account_list_new ();
  fixture->sessions = tb_session_list_new (fixture->accounts, fixture->keyring, fixture->inbox,
                                           fixture->rules, NULL, NULL);
  fixture->preferences = tb_preferences_new ();
  fixture->clock = fake_wall_clock_new ("Europe/Berlin", "2026-03-02T10:00:00");
  fixture->quiet = tb_quiet_new (fixture->preferences, TB_WALL_CLOCK (fixture->clock));
  fixture->reminders = tb_reminders_new (fixture->inbox, TB_WALL_CLOCK (fixture->clock));
  fixture->tray = tb_tray_new (fixture->connection);
  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), entries, G_N_ELEMENTS (entries),
                                   NULL);
  fixture->presenter
      = tb_tray_presenter_new (fixture->tray, fixture->sessions, fixture->inbox, fixture->quiet,
                               fixture->reminders, G_ACTION_GROUP (fixture->actions));
  bus_fixture_settle (fixture->connection);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->presenter);
  g_assert_finalize_object (fixture->sessions);
  g_assert_finalize_object (fixture->accounts);
  g_assert_finalize_object (fixture->tray);
  g_assert_finalize_object (fixture->actions);
  g_assert_finalize_object (fixture->reminders);
  g_assert_finalize_object (fixture->inbox);
  g_assert_finalize_object (fixture->quiet);
  g_assert_finalize_object (fixture->clock);
  g_assert_finalize_object (fixture->preferences);
  WAIT_UNTIL (G_OBJECT (fixture->keyring)->ref_count == 1);
  g_assert_finalize_object (fixture->keyring);
  tb_rules_unref (fixture->rules);
  g_object_unref (fixture->settings);
  bus_fixture_disconnect (fixture->host);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_down (fixture->bus);
}

/* Labels as a host gets them, "|" for a separator, and in brackets what cannot be chosen. */
static void
describe_items (GString *text, GVariant *children)
{
  GVariantIter iter;
  GVariant *child;

  g_variant_iter_init (&iter, children);
  while (g_variant_iter_loop (&iter, "v", &child))
    {
      g_autoptr (GVariant) properties = g_variant_get_child_value (child, 1);
      const char *label = "|";
      gboolean enabled = TRUE;

      g_variant_lookup (properties, "label", "&s", &label);
      g_variant_lookup (properties, "enabled", "b", &enabled);
      g_string_append_printf (text, enabled ? "%s;" : "[%s];", label);
    }
}

static char *
describe_menu (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  static const char *const all[] = { NULL };
  g_autoptr (GVariant) reply
      = bus_fixture_call (fixture->host, g_dbus_connection_get_unique_name (fixture->connection),
                          TB_TRAY_MENU_OBJECT_PATH, "com.canonical.dbusmenu", "GetLayout",
                          g_variant_new ("(ii^as)", 0, -1, all), &error);
  g_autoptr (GVariant) root = NULL;
  g_autoptr (GVariant) children = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  root = g_variant_get_child_value (reply, 1);
  children = g_variant_get_child_value (root, 2);
  describe_items (text, children);

  return g_string_free (text, FALSE);
}

static void
assert_tooltip (Fixture *fixture, const char *expected)
{
  g_autofree char *tooltip = NULL;

  g_object_get (fixture->tray, "tooltip-text", &tooltip, NULL);
  g_assert_cmpstr (tooltip, ==, expected);
}

static void
test_the_state_follows_from_all_accounts (void)
{
#define STATES(...)                                                                                \
  {                                                                                                \
    __VA_ARGS__, -1                                                                                \
  }
  static const struct
  {
    int states[4];
    guint unread;
    guint urgent;
    gboolean quiet;
    TbTrayState state;
  } cases[] = {
    { { -1 }, 0, 0, FALSE, TB_TRAY_STATE_OFFLINE },
    { { -1 }, 3, 0, FALSE, TB_TRAY_STATE_OFFLINE },
    { STATES (TB_SESSION_DISCONNECTED), 0, 0, FALSE, TB_TRAY_STATE_OFFLINE },
    { STATES (TB_SESSION_UNAVAILABLE), 2, 0, FALSE, TB_TRAY_STATE_OFFLINE },
    { STATES (TB_SESSION_REFUSED), 0, 0, FALSE, TB_TRAY_STATE_OFFLINE },
    { STATES (TB_SESSION_CONNECTING), 2, 0, FALSE, TB_TRAY_STATE_CONNECTING },
    { STATES (TB_SESSION_CONNECTED), 0, 0, FALSE, TB_TRAY_STATE_ONLINE },
    { STATES (TB_SESSION_CONNECTED), 1, 0, FALSE, TB_TRAY_STATE_UNREAD },
    { STATES (TB_SESSION_CONNECTED), 1, 1, FALSE, TB_TRAY_STATE_URGENT },
    { STATES (TB_SESSION_SIGN_IN_NEEDED), 1, 0, FALSE, TB_TRAY_STATE_SIGN_IN },
    /* What is urgent is shown even if nothing is connected. */
    { STATES (TB_SESSION_SIGN_IN_NEEDED), 1, 1, FALSE, TB_TRAY_STATE_URGENT },
    { STATES (TB_SESSION_DISCONNECTED), 1, 1, FALSE, TB_TRAY_STATE_URGENT },
    /* One account that needs its user is not hidden by others that are well. */
    { STATES (TB_SESSION_CONNECTED, TB_SESSION_SIGN_IN_NEEDED), 5, 0, FALSE,
      TB_TRAY_STATE_SIGN_IN },
    /* One that is well is enough for the rest. */
    { STATES (TB_SESSION_UNAVAILABLE, TB_SESSION_CONNECTED, TB_SESSION_CONNECTING), 0, 0, FALSE,
      TB_TRAY_STATE_ONLINE },
    { STATES (TB_SESSION_DISCONNECTED, TB_SESSION_CONNECTING), 0, 0, FALSE,
      TB_TRAY_STATE_CONNECTING },
    { STATES (TB_SESSION_DISCONNECTED, TB_SESSION_REFUSED), 0, 0, FALSE, TB_TRAY_STATE_OFFLINE },
    /* That it is quiet hides what is new, but not what needs the user's doing. */
    { STATES (TB_SESSION_CONNECTED), 0, 0, TRUE, TB_TRAY_STATE_QUIET },
    { STATES (TB_SESSION_CONNECTED), 7, 0, TRUE, TB_TRAY_STATE_QUIET },
    { STATES (TB_SESSION_CONNECTED), 7, 1, TRUE, TB_TRAY_STATE_URGENT },
    { STATES (TB_SESSION_SIGN_IN_NEEDED), 0, 0, TRUE, TB_TRAY_STATE_SIGN_IN },
    { STATES (TB_SESSION_CONNECTING), 0, 0, TRUE, TB_TRAY_STATE_CONNECTING },
    { STATES (TB_SESSION_UNAVAILABLE), 0, 0, TRUE, TB_TRAY_STATE_OFFLINE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbSessionState states[4];
      gsize n_states = 0;

      while (cases[i].states[n_states] >= 0)
        {
          states[n_states] = (TbSessionState) cases[i].states[n_states];
          n_states++;
        }
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (tb_tray_presenter_derive (states, n_states, cases[i].unread, cases[i].urgent,
                                                 cases[i].quiet),
                       ==, cases[i].state);
    }
}

static void
test_one_account_is_not_named_where_there_is_no_other (Fixture *fixture, gconstpointer data)
{
  g_autofree char *menu = describe_menu (fixture);

  g_assert_cmpstr (menu, ==,
                   "_Open Traybell;Open _Web App;|;_Snooze Notifications;|;[Nothing "
                   "unread];[ac__me: off];|;_Quit;");
  assert_tooltip (fixture, "ac_me: off\nNothing unread");
  g_assert_cmpint (tb_tray_get_state (fixture->tray), ==, TB_TRAY_STATE_OFFLINE);
}

static void
test_each_of_several_accounts_is_named (Fixture *fixture, gconstpointer data)
{
  g_autofree char *menu = describe_menu (fixture);

  g_assert_cmpstr (
      menu, ==,
      "_Open Traybell;Open Web App of ac__me;Open Web App of Other;|;_Snooze Notifications;|;"
      "[Nothing unread];[ac__me: off];[Other: off];[Broken: refused by the server];|;"
      "_Quit;");
  assert_tooltip (fixture, "ac_me: off\nOther: off\nBroken: refused by the server\nNothing unread");
}

static void
test_no_account_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *menu = describe_menu (fixture);

  g_assert_cmpstr (
      menu, ==, "_Open Traybell;|;_Snooze Notifications;|;[Nothing unread];[No account];|;_Quit;");
  assert_tooltip (fixture, "No account\nNothing unread");
}

static void
add_notification (Fixture *fixture, TbUrgency urgency)
{
  g_autoptr (TbNotification) notification = tb_notification_new (&(TbNotificationFields){
      .account_id = "one", .channel = "c", .event = "e", .title = "t", .urgency = urgency });

  tb_inbox_add (fixture->inbox, notification);
}

static void
test_it_follows_inbox_and_accounts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *menu = NULL;
  TbAccount *account = tb_account_list_lookup (fixture->accounts, "one", NULL);
  g_autoptr (GVariant) settings = account_fixture_settings ("{'name': <'New'>, 'web-url': <''>}");

  add_notification (fixture, TB_URGENCY_NORMAL);
  bus_fixture_settle (fixture->connection);
  assert_tooltip (fixture, "ac_me: off\n1 unread");
  g_assert_cmpint (tb_tray_get_state (fixture->tray), ==, TB_TRAY_STATE_OFFLINE);

  add_notification (fixture, TB_URGENCY_URGENT);
  bus_fixture_settle (fixture->connection);
  assert_tooltip (fixture, "ac_me: off\n2 unread");
  g_assert_cmpint (tb_tray_get_state (fixture->tray), ==, TB_TRAY_STATE_URGENT);

  tb_account_apply (account, settings);
  bus_fixture_settle (fixture->connection);
  menu = describe_menu (fixture);
  g_assert_cmpstr (menu, ==,
                   "_Open Traybell;|;_Snooze Notifications;|;[2 unread];[New: off];|;_Quit;");

  set_accounts (fixture, "one two");
  assert_tooltip (fixture, "New: off\nOther: off\n2 unread");
}

static void
test_it_says_that_it_is_quiet_and_until_when (Fixture *fixture, gconstpointer data)
{
  g_autofree char *menu = NULL;
  g_autofree char *menu_afterwards = NULL;

  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_HOUR);
  bus_fixture_settle (fixture->connection);
  menu = describe_menu (fixture);
  g_assert_cmpstr (menu, ==,
                   "_Open Traybell;Open _Web App;|;_Snooze Notifications;_Resume Notifications;|;"
                   "[Quiet until 11:00];[Nothing unread];[ac__me: off];|;_Quit;");
  assert_tooltip (fixture, "Quiet until 11:00\nac_me: off\nNothing unread");

  fake_wall_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
  bus_fixture_settle (fixture->connection);
  menu_afterwards = describe_menu (fixture);
  g_assert_cmpstr (menu_afterwards, ==,
                   "_Open Traybell;Open _Web App;|;_Snooze Notifications;|;"
                   "[Nothing unread];[ac__me: off];|;_Quit;");
  assert_tooltip (fixture, "ac_me: off\nNothing unread");
}

static void
test_what_is_urgent_shows_until_it_is_acknowledged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbInboxEntry) entry = NULL;

  add_notification (fixture, TB_URGENCY_URGENT);
  tb_inbox_mark_all_read (fixture->inbox, NULL);
  bus_fixture_settle (fixture->connection);
  g_assert_cmpint (tb_tray_get_state (fixture->tray), ==, TB_TRAY_STATE_URGENT);

  entry = g_list_model_get_item (G_LIST_MODEL (fixture->inbox), 0);
  tb_inbox_acknowledge (fixture->inbox,
                        tb_notification_get_id (tb_inbox_entry_get_notification (entry)));
  bus_fixture_settle (fixture->connection);
  g_assert_cmpint (tb_tray_get_state (fixture->tray), ==, TB_TRAY_STATE_OFFLINE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tray-presenter/the-state-follows-from-all-accounts",
                   test_the_state_follows_from_all_accounts);
#define ADD(name, accounts, function)                                                              \
  g_test_add ("/tray-presenter/" name, Fixture, accounts, set_up, function, tear_down)
  ADD ("one-account-is-not-named-where-there-is-no-other", "one",
       test_one_account_is_not_named_where_there_is_no_other);
  ADD ("each-of-several-accounts-is-named", "one two broken",
       test_each_of_several_accounts_is_named);
  ADD ("no-account-is-said", "", test_no_account_is_said);
  ADD ("it-follows-inbox-and-accounts", "one", test_it_follows_inbox_and_accounts);
  ADD ("it-says-that-it-is-quiet-and-until-when", "one",
       test_it_says_that_it_is_quiet_and_until_when);
  ADD ("what-is-urgent-shows-until-it-is-acknowledged", "one",
       test_what_is_urgent_shows_until_it_is_acknowledged);

  return g_test_run ();
}
