/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-status.h"

#include <glib/gstdio.h>

#include "account-fixture.h"
#include "bus-fixture.h"
#include "fake-notifier.h"
#include "fake-portal.h"
#include "fake-wall-clock.h"
#include "tb-version.h"

/* What programs read: every member is there, and absent values are null. */

typedef struct
{
  TbKeyring *keyring;
  TbInbox *inbox;
  TbRules *rules;
  TbAccountList *accounts;
  TbSessionList *sessions;
  FakeNotifier *notifier;
  TbPreferences *preferences;
  FakeWallClock *clock;
  TbQuiet *quiet;
  char *folder;
  TbRulesFile *rules_file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "acme", NULL };
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");
  TbAccount *account = account_fixture_new (ids[0], data);
  g_autofree char *rules_path = NULL;

  g_assert_finalize_object (account);
  g_settings_set_strv (settings, "accounts", ids);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture->keyring = tb_keyring_new (NULL);
  fixture->inbox = tb_inbox_new ();
  fixture->rules = tb_rules_new_default (NULL);
  fixture->accounts = tb_account_list_new ();
  fixture->sessions = tb_session_list_new (fixture->accounts, fixture->keyring, fixture->inbox,
                                           fixture->rules, NULL, NULL);
  fixture->notifier = fake_notifier_new ();
  fixture->preferences = tb_preferences_new ();
  fixture->clock = fake_wall_clock_new ("Europe/Berlin", "2026-03-02T10:00:00");
  fixture->folder = g_dir_make_tmp ("traybell-XXXXXX", NULL);
  rules_path = g_build_filename (fixture->folder, "rules.ini", NULL);
  fixture->rules_file = tb_rules_file_new (rules_path, fixture->rules);
  fixture->quiet = tb_quiet_new (fixture->preferences, TB_WALL_CLOCK (fixture->clock));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->sessions);
  g_assert_finalize_object (fixture->accounts);
  g_assert_finalize_object (fixture->inbox);
  g_assert_finalize_object (fixture->notifier);
  g_assert_finalize_object (fixture->quiet);
  g_unlink (tb_rules_file_get_path (fixture->rules_file));
  g_assert_finalize_object (fixture->rules_file);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_assert_finalize_object (fixture->clock);
  g_assert_finalize_object (fixture->preferences);
  tb_rules_unref (fixture->rules);
  WAIT_UNTIL (G_OBJECT (fixture->keyring)->ref_count == 1);
  g_assert_finalize_object (fixture->keyring);
}

/* The file of the rules is another each time. */
static char *
build (Fixture *fixture)
{
  g_autofree char *json
      = tb_status_build (fixture->sessions, fixture->inbox, fixture->quiet, fixture->rules_file,
                         NULL, NULL, TB_NOTIFIER (fixture->notifier), NULL);
  g_autoptr (GString) text = g_string_new (json);

  g_string_replace (text, fixture->folder, "FOLDER", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define NOT_QUIET                                                                                  \
  "\"quiet\":{\"active\":false,\"until\":null,\"reason\":null,\"description\":\"Not quiet\","      \
  "\"hours\":[],\"hoursDescription\":\"No quiet hours\",\"mistake\":null},"
#define INBOX(count)                                                                               \
  "\"inbox\":{\"notifications\":" count ",\"unread\":" count                                       \
  ",\"unsaved\":0,\"error\":null,\"notice\":null},"
#define RULES "\"rules\":{\"file\":\"FOLDER/rules.ini\",\"mistake\":null},"
#define DISABLED "{'enabled': <false>, 'name': <'Acme'>}"
#define PUBLIC                                                                                     \
  "{'user-id': <''>, 'auth-endpoint': <''>, 'channels': <['public-a']>, 'host': <'127.0.0.1'>,"    \
  " 'port': <uint32 9>, 'tls': <false>}"

static void
test_an_account_that_is_off (Fixture *fixture, gconstpointer data)
{
  static const char *const capabilities[] = { "body", "actions", NULL };
  g_autofree char *json = NULL;

  fixture->notifier->server_name = "dunst 1.9.0";
  fixture->notifier->capabilities = capabilities;
  json = build (fixture);
  g_assert_cmpstr (
      json, ==,
      "{\"version\":\"" TB_VERSION "\",\"accounts\":[{\"id\":\"acme\",\"name\":\"Acme\","
      "\"state\":\"disconnected\",\"socketId\":null,\"nextAttemptIn\":null,"
      "\"lastError\":null,\"unread\":0,\"channels\":[],\"inbox\":null}]," NOT_QUIET RULES INBOX (
          "0") "\"tray\":\"no-host\","
               "\"notifications\":{\"server\":\"dunst 1.9.0\","
               "\"capabilities\":[\"body\",\"actions\"],\"error\":null},\"portals\":null}");
}

static void
test_an_account_on_its_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbNotification) notification = tb_notification_new (&(TbNotificationFields){
      .account_id = "acme", .channel = "public-a", .event = "e", .title = "t" });
  g_autofree char *json = NULL;

  tb_inbox_add (fixture->inbox, notification);
  json = build (fixture);
  g_assert_cmpstr (json, ==,
                   "{\"version\":\"" TB_VERSION
                   "\",\"accounts\":[{\"id\":\"acme\",\"name\":\"acme\","
                   "\"state\":\"connecting\",\"socketId\":null,\"nextAttemptIn\":null,"
                   "\"lastError\":null,\"unread\":1,\"channels\":[{\"name\":\"public-a\","
                   "\"state\":\"wanted\",\"error\":null}],\"inbox\":null}]," NOT_QUIET RULES INBOX (
                       "1") "\"tray\":\"no-host\","
                            "\"notifications\":{\"server\":null,\"capabilities\":[],\"error\":null}"
                            ",\"portals\":null}");
}

static void
test_a_mistake_in_the_rules_is_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *json = NULL;

  g_file_set_contents (tb_rules_file_get_path (fixture->rules_file), "[a]\nevnt=x\n", -1, NULL);
  tb_rules_file_reload (fixture->rules_file);
  json = build (fixture);
  g_assert_nonnull (strstr (json, "\"rules\":{\"file\":\"FOLDER/rules.ini\","
                                  "\"mistake\":\"FOLDER/rules.ini, group “a”, key “evnt”: "));
}

static void
test_quiet_is_told_with_its_end_and_reason (Fixture *fixture, gconstpointer data)
{
  static const char *const hours[] = { "mon-fri 18:00-8:00", "sometimes", NULL };
  g_autofree char *json = NULL;

  tb_preferences_set_strings (fixture->preferences, TB_PREFERENCE_QUIET_HOURS, hours);
  tb_quiet_snooze (fixture->quiet, TB_SNOOZE_TOMORROW);
  json = build (fixture);
  g_assert_nonnull (strstr (
      json,
      "\"quiet\":{\"active\":true,\"until\":\"2026-03-03T07:00:00Z\",\"reason\":\"snooze\","
      "\"description\":\"Quiet until tomorrow, 08:00\","
      "\"hours\":[\"mon-fri 18:00-08:00\"],\"hoursDescription\":\"Quiet: Monday to Friday from "
      "18:00 to 08:00 the next day\",\"mistake\":\"“sometimes”: "));
  tb_quiet_end (fixture->quiet);
  tb_preferences_set_strings (fixture->preferences, TB_PREFERENCE_QUIET_HOURS,
                              (const char *const[]){ NULL });
}

static void
test_a_sandbox_tells_of_its_portals (Fixture *fixture, gconstpointer data)
{
  GTestDBus *bus = bus_fixture_up ();
  GDBusConnection *connection = bus_fixture_connect (bus);
  FakePortal *portal = fake_portal_new (bus);
  TbPortals *portals;
  g_autofree char *json = NULL;

  fake_portal_add (portal, "Notification", 2);
  fake_portal_appear (portal);
  portals = tb_portals_new (connection);
  WAIT_UNTIL (tb_portals_get_known (portals));
  json = tb_status_build (fixture->sessions, fixture->inbox, fixture->quiet, fixture->rules_file,
                          NULL, NULL, TB_NOTIFIER (fixture->notifier), portals);
  g_assert_nonnull (strstr (json, "{\"interface\":\"org.freedesktop.portal.Notification\","
                                  "\"version\":2,\"error\":null}"));
  g_assert_nonnull (strstr (json, "{\"interface\":\"org.freedesktop.portal.Background\","
                                  "\"version\":0,\"error\":\"Traybell cannot"));

  g_assert_finalize_object (portals);
  fake_portal_free (portal);
  bus_fixture_disconnect (connection);
  bus_fixture_down (bus);
}

static char *
describe (Fixture *fixture, const char *channel, const char *payload, TbNotification *notification)
{
  TbSession *session = tb_session_list_lookup (fixture->sessions, "acme");
  g_autoptr (PusherEvent) event = pusher_event_new ("notification", channel, payload);

  g_autoptr (TbVerdict) verdict
      = notification != NULL ? tb_verdict_new (TB_DECISION_SHOWN, TB_REASON_NONE, NULL, 0, 0)
                             : tb_verdict_new (TB_DECISION_IGNORED, TB_REASON_NO_RULE, NULL, 0, 0);

  return tb_status_build_event (session, event, verdict, notification,
                                G_GINT64_CONSTANT (1700000000123456));
}

static void
test_an_event_is_one_line (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbNotification) notification
      = tb_notification_new (&(TbNotificationFields){ .id = "n1",
                                                      .account_id = "acme",
                                                      .channel = "private-user-1",
                                                      .event = "notification",
                                                      .title = "t" });
  g_autofree char *shown = describe (fixture, "private-user-1",
                                     "\"{\\\"a\\\":[1,null,\\\"x\\\\ny\\\"]}\"", notification);
  g_autofree char *text = describe (fixture, "private-user-1", "\"plain\"", NULL);
  g_autofree char *nothing = describe (fixture, NULL, NULL, NULL);

  g_assert_cmpstr (shown, ==,
                   "{\"time\":\"2023-11-14T22:13:20.123456Z\",\"account\":\"acme\","
                   "\"channel\":\"private-user-1\",\"event\":\"notification\","
                   "\"data\":{\"a\":[1,null,\"x\\ny\"]},\"decision\":\"shown\",\"reason\":null,"
                   "\"notification\":\"n1\"}");
  g_assert_cmpstr (text, ==,
                   "{\"time\":\"2023-11-14T22:13:20.123456Z\",\"account\":\"acme\","
                   "\"channel\":\"private-user-1\",\"event\":\"notification\",\"data\":\"plain\","
                   "\"decision\":\"ignored\",\"reason\":\"no-rule\",\"notification\":null}");
  g_assert_cmpstr (nothing, ==,
                   "{\"time\":\"2023-11-14T22:13:20.123456Z\",\"account\":\"acme\","
                   "\"channel\":null,\"event\":\"notification\",\"data\":null,"
                   "\"decision\":\"ignored\",\"reason\":\"no-rule\",\"notification\":null}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/status/an-account-that-is-off", Fixture, DISABLED, set_up,
              test_an_account_that_is_off, tear_down);
  g_test_add ("/status/an-account-on-its-way", Fixture, PUBLIC, set_up, test_an_account_on_its_way,
              tear_down);
  g_test_add ("/status/quiet-is-told-with-its-end-and-reason", Fixture, DISABLED, set_up,
              test_quiet_is_told_with_its_end_and_reason, tear_down);
  g_test_add ("/status/a-mistake-in-the-rules-is-told", Fixture, DISABLED, set_up,
              test_a_mistake_in_the_rules_is_told, tear_down);
  g_test_add ("/status/a-sandbox-tells-of-its-portals", Fixture, DISABLED, set_up,
              test_a_sandbox_tells_of_its_portals, tear_down);
  g_test_add ("/status/an-event-is-one-line", Fixture, DISABLED, set_up, test_an_event_is_one_line,
              tear_down);

  return g_test_run ();
}
