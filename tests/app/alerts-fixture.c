/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "alerts-fixture.h"

#include "account-fixture.h"

static void
on_open (TbAlerts *alerts, const char *id, const char *token, gpointer user_data)
{
  g_string_append_printf (user_data, "open %s %s ", id, token != NULL ? token : "-");
}

static void
on_mark_read (TbAlerts *alerts, const char *id, gpointer user_data)
{
  g_string_append_printf (user_data, "mark-read %s ", id);
}

static void
on_acknowledge (TbAlerts *alerts, const char *id, gpointer user_data)
{
  g_string_append_printf (user_data, "acknowledge %s ", id);
}

static void
on_show_inbox (TbAlerts *alerts, const char *token, gpointer user_data)
{
  g_string_append_printf (user_data, "show-inbox %s ", token != NULL ? token : "-");
}

/* The part that ends with the program; settings and inbox outlast it. */
void
alerts_fixture_start_alerts (AlertsFixture *fixture)
{
  fixture->quiet = tb_quiet_new (fixture->preferences, TB_WALL_CLOCK (fixture->clock));
  fixture->arbiter = tb_arbiter_new (fixture->accounts, fixture->preferences, fixture->quiet,
                                     TB_WALL_CLOCK (fixture->clock), fixture->rules);
  fixture->reminders = tb_reminders_new (fixture->inbox, TB_WALL_CLOCK (fixture->clock));
  fixture->alerts = tb_alerts_new (fixture->inbox, TB_NOTIFIER (fixture->notifier),
                                   fixture->arbiter, fixture->reminders, fixture->preferences);
  g_signal_connect (fixture->alerts, "open", G_CALLBACK (on_open), fixture->asked);
  g_signal_connect (fixture->alerts, "mark-read", G_CALLBACK (on_mark_read), fixture->asked);
  g_signal_connect (fixture->alerts, "acknowledge", G_CALLBACK (on_acknowledge), fixture->asked);
  g_signal_connect (fixture->alerts, "show-inbox", G_CALLBACK (on_show_inbox), fixture->asked);
  tb_alerts_start (fixture->alerts);
}

void
alerts_fixture_stop_alerts (AlertsFixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->alerts));
  g_assert_finalize_object (g_steal_pointer (&fixture->reminders));
  g_assert_finalize_object (g_steal_pointer (&fixture->arbiter));
  g_assert_finalize_object (g_steal_pointer (&fixture->quiet));
}

/**
 * alerts_fixture_restart:
 * @fixture: a fixture
 *
 * The program ends and starts again. What was shown until now is forgotten.
 */
void
alerts_fixture_restart (AlertsFixture *fixture)
{
  alerts_fixture_stop_alerts (fixture);
  g_ptr_array_set_size (fixture->notifier->shown, 0);
  alerts_fixture_start_alerts (fixture);
}

void
alerts_fixture_set_up (AlertsFixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "acme", NULL };
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");
  TbAccount *account = account_fixture_new (ids[0], "{}");

  g_assert_finalize_object (account);
  g_settings_set_strv (settings, "accounts", ids);
  fixture->preferences = tb_preferences_new ();
  fixture->clock = fake_wall_clock_new (ALERTS_ZONE, ALERTS_NOW);
  fixture->accounts = tb_account_list_new ();
  fixture->account = tb_account_list_lookup (fixture->accounts, ids[0], NULL);
  g_assert_nonnull (fixture->account);
  fixture->rules = tb_rules_new_default (NULL);
  fixture->inbox = tb_inbox_new ();
  fixture->notifier = fake_notifier_new ();
  fixture->asked = g_string_new (NULL);
  alerts_fixture_start_alerts (fixture);
}

void
alerts_fixture_tear_down (AlertsFixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.nebutra.Traybell");
  g_auto (GStrv) keys = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  alerts_fixture_stop_alerts (fixture);
  g_assert_finalize_object (fixture->notifier);
  g_assert_finalize_object (fixture->inbox);
  g_assert_finalize_object (fixture->accounts);
  g_assert_finalize_object (fixture->clock);
  g_assert_finalize_object (fixture->preferences);
  tb_rules_unref (fixture->rules);
  g_string_free (fixture->asked, TRUE);

  /* Settings in memory outlast every object. */
  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/**
 * alerts_fixture_judge:
 * @fixture: a fixture
 * @event: name of an event of the shipped rules
 * @id: what the notification is called
 *
 * Lets an event go the way that it goes in the program.
 *
 * Returns: (transfer full): what was decided
 */
TbVerdict *
alerts_fixture_judge (AlertsFixture *fixture, const char *event, const char *id)
{
  const TbRule *rule = tb_rules_find (fixture->rules, "private-user-1", event);
  g_autoptr (TbNotification) notification = tb_notification_new (&(TbNotificationFields){
      .id = id,
      .account_id = "acme",
      .dedupe_id = id,
      .channel = "private-user-1",
      .event = event,
      .title = "Title <b>",
      .body = "Body",
      .sound = "bell",
      .urgency = tb_rule_get_urgency (rule),
      .received_at = tb_wall_clock_get_time (TB_WALL_CLOCK (fixture->clock)) });
  gboolean duplicate = !tb_inbox_add (fixture->inbox, notification);

  return tb_alerts_handle (fixture->alerts, rule, notification, duplicate);
}

/**
 * alerts_fixture_arrive:
 * @fixture: a fixture
 * @event: name of an event of the shipped rules
 * @id: what the notification is called
 *
 * Lets an event go the way that it goes in the program.
 *
 * Returns: what was decided
 */
TbDecision
alerts_fixture_arrive (AlertsFixture *fixture, const char *event, const char *id)
{
  g_autoptr (TbVerdict) verdict = alerts_fixture_judge (fixture, event, id);

  return tb_verdict_get_decision (verdict);
}

/**
 * alerts_fixture_count_shown:
 * @fixture: a fixture
 * @id: id of a toast
 *
 * Returns: how often the notifier was asked to show it
 */
guint
alerts_fixture_count_shown (AlertsFixture *fixture, const char *id)
{
  guint count = 0;

  for (guint i = 0; i < fixture->notifier->shown->len; i++)
    {
      if (g_str_equal (tb_toast_get_id (fixture->notifier->shown->pdata[i]), id))
        count++;
    }

  return count;
}

/**
 * alerts_fixture_get_last_title:
 * @fixture: a fixture
 *
 * Returns: title of what was shown last
 */
const char *
alerts_fixture_get_last_title (AlertsFixture *fixture)
{
  GPtrArray *shown = fixture->notifier->shown;

  g_assert_cmpuint (shown->len, >, 0);
  return tb_toast_get_title (shown->pdata[shown->len - 1]);
}
