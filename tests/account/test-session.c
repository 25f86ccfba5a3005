/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bus-fixture.h"
#include "pusher/pusher-presence.h"
#include "session-fixture.h"

/* A session against a server, from the settings to the inbox, as long as nothing goes wrong. */

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  TbSession *session = TB_SESSION (object);

  g_string_append_printf (user_data, "%s ",
                          tb_session_state_to_string (tb_session_get_state (session)));
}

static void
test_it_connects_and_subscribes (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) states = g_string_new (NULL);
  g_autoptr (PusherChannel) channel = NULL;
  gint64 started = g_get_real_time ();

  g_signal_connect (fixture->session, "notify::state", G_CALLBACK (on_notify), states);
  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_DISCONNECTED);
  g_assert_cmpuint (g_list_model_get_n_items (tb_session_get_channels (fixture->session)), ==, 0);

  session_fixture_start (fixture);
  g_assert_cmpstr (states->str, ==, "connecting connected ");
  g_assert_null (tb_session_get_last_error (fixture->session));
  g_assert_nonnull (tb_session_get_socket_id (fixture->session));
  g_assert_cmpint (tb_session_get_next_attempt_in (fixture->session), ==, -1);
  g_assert_cmpuint (g_list_model_get_n_items (tb_session_get_channels (fixture->session)), ==, 2);
  g_assert_true (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER));
  g_assert_true (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_TENANT));
  g_assert_cmpint (tb_session_get_state_since (fixture->session), >=, started);
  g_assert_cmpint (tb_session_get_state_since (fixture->session), <=, g_get_real_time ());
  channel = g_list_model_get_item (tb_session_get_channels (fixture->session), 0);
  g_assert_cmpint (pusher_channel_get_state_since (channel), >=, started);

  tb_session_stop (fixture->session);
  g_assert_cmpstr (states->str, ==, "connecting connected disconnected ");
  g_assert_null (tb_session_get_socket_id (fixture->session));
  g_assert_cmpuint (g_list_model_get_n_items (tb_session_get_channels (fixture->session)), ==, 0);
}

static void
test_an_event_becomes_a_notification_and_a_question (SessionFixture *fixture, gconstpointer data)
{
  SessionQuestion *question;
  TbInboxEntry *entry;

  session_fixture_start (fixture);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "notification",
                      "{\"title\":\"New order\",\"body\":\"No 7\",\"url\":\"/orders/7\"}");
  WAIT_UNTIL (fixture->questions->len == 1);

  question = fixture->questions->pdata[0];
  g_assert_cmpstr (question->rule, ==, "notification");
  g_assert_false (question->duplicate);
  g_assert_cmpstr (tb_notification_get_title (question->notification), ==, "New order");
  g_assert_cmpstr (tb_notification_get_account_id (question->notification), ==,
                   SESSION_FIXTURE_ACCOUNT);
  g_assert_true (g_str_has_prefix (tb_notification_get_link (question->notification),
                                   dev_server_get_url (fixture->server)));
  entry = tb_inbox_lookup (fixture->inbox, tb_notification_get_id (question->notification));
  g_assert_nonnull (entry);
  g_assert_true (tb_inbox_entry_get_notification (entry) == question->notification);
  g_assert_cmpuint (tb_inbox_get_unread (fixture->inbox), ==, 1);
  g_assert_cmpstr (fixture->events->str, ==, "notification:shown ");
}

/* The event bus sends the same event to the user and to the tenant. */
static void
test_what_comes_twice_is_one_notification (SessionFixture *fixture, gconstpointer data)
{
  static const char payload[] = "{\"eventId\":\"e1\",\"title\":\"x\"}";
  SessionQuestion *second;

  session_fixture_start (fixture);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "alert", payload);
  dev_server_publish (fixture->server, SESSION_FIXTURE_TENANT, "alert", payload);
  WAIT_UNTIL (fixture->questions->len == 2);

  second = fixture->questions->pdata[1];
  g_assert_true (second->duplicate);
  g_assert_nonnull (second->notification);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==, 1);
  g_assert_cmpstr (fixture->events->str, ==, "alert:shown alert:duplicate ");
}

/* "channel event rule decision " of each record. */
static char *
list_records (SessionFixture *fixture)
{
  g_autoptr (GPtrArray) records
      = tb_history_list (tb_inbox_get_history (fixture->inbox), NULL, 100);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const TbRecord *record = g_ptr_array_index (records, i);
      const TbRecordFields *fields = tb_record_get_fields (record);

      g_assert_cmpstr (fields->account_id, ==, SESSION_FIXTURE_ACCOUNT);
      g_assert_cmpint (fields->received_at, <=, g_get_real_time ());
      g_string_append_printf (
          list, "%s %s %s %s ", fields->channel, fields->event, fields->rule,
          tb_decision_get_name (tb_verdict_get_decision (tb_record_get_verdict (record))));
    }

  return g_string_free (list, FALSE);
}

static void
on_ignored (const TbHistoryIgnored *ignored, gpointer user_data)
{
  g_string_append_printf (user_data, "%s %" G_GUINT64_FORMAT " ", ignored->fields.event,
                          ignored->count);
}

static void
test_every_event_that_a_rule_wants_leaves_a_record (SessionFixture *fixture, gconstpointer data)
{
  static const char payload[] = "{\"eventId\":\"e1\",\"title\":\"x\"}";
  g_autoptr (GString) ignored = g_string_new (NULL);
  g_autofree char *records = NULL;

  session_fixture_start (fixture);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "alert", payload);
  dev_server_publish (fixture->server, SESSION_FIXTURE_TENANT, "alert", payload);
  for (int i = 0; i < 3; i++)
    dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "cursor:move", "{}");
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "order:created", "{}");
  WAIT_UNTIL (strstr (fixture->events->str, "order:created") != NULL);

  records = list_records (fixture);
  g_assert_cmpstr (records, ==,
                   SESSION_FIXTURE_USER " alert alert shown " SESSION_FIXTURE_TENANT
                                        " alert alert duplicate ");
  tb_history_each_ignored (tb_inbox_get_history (fixture->inbox), on_ignored, ignored);
  g_assert_cmpstr (ignored->str, ==, "cursor:move 3 ");
  g_assert_cmpint (tb_history_get_unmatched (tb_inbox_get_history (fixture->inbox)), ==, 1);
}

static void
test_an_event_that_no_rule_names_is_only_told_to_watchers (SessionFixture *fixture,
                                                           gconstpointer data)
{
  session_fixture_start (fixture);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "order:created", "{\"id\":1}");
  WAIT_UNTIL (fixture->events->len > 0);

  g_assert_cmpstr (fixture->events->str, ==, "order:created:ignored ");
  g_assert_cmpuint (fixture->questions->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==, 0);
}

static void
test_other_rules_hold_from_the_next_event_on (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (TbRules) rules
      = tb_rules_new_from_data ("rules.ini", "[orders]\nevent=order:*\n", fixture->rules, NULL);
  SessionQuestion *question;

  session_fixture_start (fixture);
  tb_session_set_rules (fixture->session, rules);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "order:created", "{\"id\":1}");
  WAIT_UNTIL (fixture->questions->len == 1);

  question = fixture->questions->pdata[0];
  g_assert_cmpstr (question->rule, ==, "orders");
  g_assert_cmpint (dev_server_get_counter (fixture->server, "connectionsOpened"), ==, 1);
}

static void
test_other_settings_are_another_connection (SessionFixture *fixture, gconstpointer data)
{
  session_fixture_start (fixture);
  session_fixture_apply (fixture, "{'tenant-ids': <@as []>, 'channels': <['public-news']>,"
                                  " 'rooms': <['doc_789']>}");
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_ROOM));

  g_assert_null (session_fixture_get_channel (fixture, SESSION_FIXTURE_TENANT));
  WAIT_UNTIL (dev_server_get_connections (fixture->server) == 1);
  /* Three settings are one change. */
  g_assert_cmpint (dev_server_get_counter (fixture->server, "connectionsOpened"), ==, 2);
}

static void
test_what_is_no_matter_of_the_connection_changes_nothing (SessionFixture *fixture,
                                                          gconstpointer data)
{
  session_fixture_start (fixture);
  /* A form applies all that it has: what is written as it was is no change. */
  session_fixture_apply (fixture, "{'key': <'demo-key'>, 'host': <'127.0.0.1'>}");
  session_fixture_apply (fixture, "{'name': <'Other'>, 'muted-channels': <['private-tenant-*']>,"
                                  " 'urgent-passes-quiet': <false>, 'sign-in-method': <'browser'>,"
                                  " 'sign-in-url': <'https://app.example.com/api/auth'>}");
  /* A change may be told of when it is undone, or part of the connection, already. */
  session_fixture_apply (fixture, "{'key': <'other-key'>}");
  session_fixture_apply (fixture, "{'key': <'demo-key'>}");
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_CONNECTED);
  g_assert_cmpint (dev_server_get_counter (fixture->server, "connectionsOpened"), ==, 1);
}

static void
test_a_disabled_account_is_not_connected (SessionFixture *fixture, gconstpointer data)
{
  session_fixture_start (fixture);
  tb_account_set_enabled (fixture->account, FALSE);
  WAIT_UNTIL (tb_session_get_state (fixture->session) == TB_SESSION_DISCONNECTED);
  WAIT_UNTIL (dev_server_get_connections (fixture->server) == 0);

  tb_account_set_enabled (fixture->account, TRUE);
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER));
  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_CONNECTED);
}

static void
on_maintenance (TbSession *session, GParamSpec *pspec, gpointer user_data)
{
  TbMaintenance *maintenance = tb_session_get_maintenance (session);

  g_string_append_printf (user_data, "%s, ",
                          maintenance != NULL ? tb_maintenance_get_message (maintenance)
                                              : "nothing");
}

static PusherMember *
get_bob (SessionFixture *fixture)
{
  PusherChannel *room = session_fixture_get_channel (fixture, SESSION_FIXTURE_ROOM);

  return pusher_presence_lookup (pusher_channel_get_presence (room), "user_789");
}

static void
test_a_member_types_until_told_otherwise (SessionFixture *fixture, gconstpointer data)
{
  session_fixture_apply (fixture, "{'rooms': <['doc_789']>}");
  session_fixture_start (fixture);
  g_assert_true (dev_server_post (fixture->server, "member",
                                  "{\"channel\":\"" SESSION_FIXTURE_ROOM "\",\"userId\":"
                                  "\"user_789\",\"userInfo\":{\"name\":\"Bob\"},"
                                  "\"action\":\"join\"}"));
  WAIT_UNTIL (get_bob (fixture) != NULL);

  dev_server_publish (fixture->server, SESSION_FIXTURE_ROOM, "typing:start",
                      "{\"userId\":\"user_789\"}");
  WAIT_UNTIL (pusher_member_get_typing (get_bob (fixture)));
  dev_server_publish (fixture->server, SESSION_FIXTURE_ROOM, "typing:stop",
                      "{\"userId\":\"user_789\"}");
  WAIT_UNTIL (!pusher_member_get_typing (get_bob (fixture)));

  dev_server_publish (fixture->server, SESSION_FIXTURE_ROOM, "typing:start",
                      "{\"userId\":\"user_789\"}");
  WAIT_UNTIL (pusher_member_get_typing (get_bob (fixture)));
  fake_clock_advance (fixture->clock, PUSHER_TYPING_TIMEOUT - 0.1);
  g_assert_true (pusher_member_get_typing (get_bob (fixture)));
  fake_clock_advance (fixture->clock, 0.1);
  g_assert_false (pusher_member_get_typing (get_bob (fixture)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->inbox)), ==, 0);
}

static void
test_nobody_types_once_the_connection_is_lost (SessionFixture *fixture, gconstpointer data)
{
  session_fixture_apply (fixture, "{'rooms': <['doc_789']>}");
  session_fixture_start (fixture);
  g_assert_true (dev_server_post (fixture->server, "member",
                                  "{\"channel\":\"" SESSION_FIXTURE_ROOM "\",\"userId\":"
                                  "\"user_789\",\"action\":\"join\"}"));
  WAIT_UNTIL (get_bob (fixture) != NULL);
  dev_server_publish (fixture->server, SESSION_FIXTURE_ROOM, "typing:start",
                      "{\"userId\":\"user_789\"}");
  WAIT_UNTIL (pusher_member_get_typing (get_bob (fixture)));
  g_assert_true (pusher_member_get_active (get_bob (fixture)));

  dev_server_drop_all (fixture->server, FALSE);
  WAIT_UNTIL (tb_session_get_state (fixture->session) != TB_SESSION_CONNECTED);
  g_assert_false (pusher_member_get_typing (get_bob (fixture)));
  g_assert_false (pusher_member_get_active (get_bob (fixture)));
}

static void
test_maintenance_is_told_until_it_is_dismissed (SessionFixture *fixture, gconstpointer data)
{
  static const char payload[] = "{\"message\":\"New disks\",\"startsAt\":"
                                "\"2099-01-01T22:00:00Z\",\"endsAt\":\"2099-01-01T23:00:00Z\"}";
  g_autoptr (GString) changes = g_string_new (NULL);
  TbMaintenance *maintenance;

  session_fixture_start (fixture);
  g_signal_connect (fixture->session, "notify::maintenance", G_CALLBACK (on_maintenance), changes);
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "system:maintenance", payload);
  dev_server_publish (fixture->server, SESSION_FIXTURE_TENANT, "system:maintenance", payload);
  WAIT_UNTIL (fixture->questions->len == 2);
  maintenance = tb_session_get_maintenance (fixture->session);
  g_assert_nonnull (maintenance);
  g_assert_cmpstr (tb_maintenance_get_message (maintenance), ==, "New disks");
  g_assert_cmpint (tb_maintenance_get_ends_at (maintenance)
                       - tb_maintenance_get_starts_at (maintenance),
                   ==, 3600 * (gint64) G_USEC_PER_SEC);

  tb_session_dismiss_maintenance (fixture->session);
  g_assert_null (tb_session_get_maintenance (fixture->session));
  dev_server_publish (fixture->server, SESSION_FIXTURE_USER, "system:maintenance", payload);
  WAIT_UNTIL (fixture->questions->len == 3);
  g_assert_cmpstr (changes->str, ==, "New disks, nothing, ");
}

static void
test_the_network_is_told_of (SessionFixture *fixture, gconstpointer data)
{
  session_fixture_apply (fixture, "{'host': <'ws.example.com'>}");
  g_assert_true (tb_session_get_network_available (fixture->session));
  tb_session_set_network_available (fixture->session, FALSE);
  g_assert_false (tb_session_get_network_available (fixture->session));

  /* This computer can always reach itself. */
  session_fixture_apply (fixture, "{'host': <'127.0.0.1'>}");
  tb_session_set_network_available (fixture->session, FALSE);
  g_assert_true (tb_session_get_network_available (fixture->session));
}

static void
on_reload (TbSession *session, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_a_reload_begins_anew (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) states = g_string_new (NULL);
  guint n_reloads = 0;

  session_fixture_start (fixture);
  g_signal_connect (fixture->session, "notify::state", G_CALLBACK (on_notify), states);
  g_signal_connect (fixture->session, "reload", G_CALLBACK (on_reload), &n_reloads);
  dev_server_publish (fixture->server, SESSION_FIXTURE_TENANT, "system:reload", "{}");
  dev_server_publish (fixture->server, SESSION_FIXTURE_TENANT, "system:reload", "{}");
  WAIT_UNTIL (g_str_equal (fixture->events->str, "system:reload:shown system:reload:shown "));
  fake_clock_advance (fixture->clock, 0);
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_TENANT));

  g_assert_cmpint (dev_server_get_counter (fixture->server, "connectionsOpened"), ==, 2);
  g_assert_cmpuint (n_reloads, ==, 1);
  /* Nobody is told that the account was off, which it was not. */
  g_assert_cmpstr (states->str, ==, "connecting connected ");
}

static void
test_a_reload_does_not_start_what_was_stopped (SessionFixture *fixture, gconstpointer data)
{
  session_fixture_start (fixture);
  dev_server_publish (fixture->server, SESSION_FIXTURE_TENANT, "system:reload", "{}");
  WAIT_UNTIL (fixture->events->len > 0);
  tb_session_stop (fixture->session);
  fake_clock_advance (fixture->clock, 10);

  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_DISCONNECTED);
  g_assert_cmpint (dev_server_get_counter (fixture->server, "connectionsOpened"), ==, 1);
}

static void
test_the_format_that_works_is_remembered (SessionFixture *fixture, gconstpointer data)
{
  g_assert_true (dev_server_post (fixture->server, "auth", "{\"mode\":\"require-json\"}"));
  session_fixture_start (fixture);

  g_assert_cmpint (tb_session_get_state (fixture->session), ==, TB_SESSION_CONNECTED);
  g_assert_true (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER));
  g_assert_cmpint (tb_account_get_auth_format (fixture->account), ==, TB_AUTH_FORMAT_JSON);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* That is no change of the settings which would need another connection. */
  g_assert_cmpint (dev_server_get_counter (fixture->server, "connectionsOpened"), ==, 1);
}

static void
test_a_format_that_the_user_sets_is_used (SessionFixture *fixture, gconstpointer data)
{
  session_fixture_start (fixture);
  g_assert_true (dev_server_post (fixture->server, "auth", "{\"mode\":\"require-json\"}"));
  tb_account_set_auth_format (fixture->account, TB_AUTH_FORMAT_JSON);
  WAIT_UNTIL (dev_server_get_counter (fixture->server, "connectionsOpened") == 2);
  WAIT_UNTIL (session_fixture_is_subscribed (fixture, SESSION_FIXTURE_USER)
              && session_fixture_is_subscribed (fixture, SESSION_FIXTURE_TENANT));

  g_assert_cmpint (tb_account_get_auth_format (fixture->account), ==, TB_AUTH_FORMAT_JSON);
  /* Two channels, two connections, and none was asked twice. */
  g_assert_cmpint (dev_server_get_counter (fixture->server, "authRequests"), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/session/" name, SessionFixture, NULL, session_fixture_set_up, function,            \
              session_fixture_tear_down)
  ADD ("it-connects-and-subscribes", test_it_connects_and_subscribes);
  ADD ("an-event-becomes-a-notification-and-a-question",
       test_an_event_becomes_a_notification_and_a_question);
  ADD ("what-comes-twice-is-one-notification", test_what_comes_twice_is_one_notification);
  ADD ("every-event-that-a-rule-wants-leaves-a-record",
       test_every_event_that_a_rule_wants_leaves_a_record);
  ADD ("an-event-that-no-rule-names-is-only-told-to-watchers",
       test_an_event_that_no_rule_names_is_only_told_to_watchers);
  ADD ("other-settings-are-another-connection", test_other_settings_are_another_connection);
  ADD ("what-is-no-matter-of-the-connection-changes-nothing",
       test_what_is_no_matter_of_the_connection_changes_nothing);
  ADD ("other-rules-hold-from-the-next-event-on", test_other_rules_hold_from_the_next_event_on);
  ADD ("a-disabled-account-is-not-connected", test_a_disabled_account_is_not_connected);
  ADD ("a-member-types-until-told-otherwise", test_a_member_types_until_told_otherwise);
  ADD ("nobody-types-once-the-connection-is-lost", test_nobody_types_once_the_connection_is_lost);
  ADD ("maintenance-is-told-until-it-is-dismissed", test_maintenance_is_told_until_it_is_dismissed);
  ADD ("the-network-is-told-of", test_the_network_is_told_of);
  ADD ("a-reload-begins-anew", test_a_reload_begins_anew);
  ADD ("a-reload-does-not-start-what-was-stopped", test_a_reload_does_not_start_what_was_stopped);
  ADD ("the-format-that-works-is-remembered", test_the_format_that_works_is_remembered);
  ADD ("a-format-that-the-user-sets-is-used", test_a_format_that_the_user_sets_is_used);

  return session_fixture_run ();
}
