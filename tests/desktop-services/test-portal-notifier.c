/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-portal-notifier.h"

#include "bus-fixture.h"
#include "desktop/tb-portal-request.h"
#include "desktop/tb-portal-toast.h"
#include "fake-portal.h"

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  FakePortal *fake;
  TbPortals *portals;
  TbNotifier *notifier;
  GString *events;
} Fixture;

static void
on_shown (TbNotifier *notifier, const char *id, gpointer user_data)
{
  g_string_append_printf (user_data, "shown(%s) ", id);
}

static void
on_closed (TbNotifier *notifier, const char *id, TbNotifierClosedReason reason, gpointer user_data)
{
  g_string_append_printf (user_data, "closed(%s,%d) ", id, reason);
}

static void
on_activated (
    TbNotifier *notifier, const char *id, const char *action, const char *token, gpointer user_data)
{
  g_string_append_printf (user_data, "activated(%s,%s,%s) ", id, action,
                          token != NULL ? token : "none");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->fake = fake_portal_new (fixture->bus);
  fixture->events = g_string_new ("");
}

static void
start (Fixture *fixture)
{
  fixture->portals = tb_portals_new (fixture->connection);
  fixture->notifier = tb_portal_notifier_new (fixture->connection, fixture->portals);
  g_signal_connect (fixture->notifier, "shown", G_CALLBACK (on_shown), fixture->events);
  g_signal_connect (fixture->notifier, "closed", G_CALLBACK (on_closed), fixture->events);
  g_signal_connect (fixture->notifier, "activated", G_CALLBACK (on_activated), fixture->events);
}

static void
start_with_portal (Fixture *fixture, guint version)
{
  fake_portal_add (fixture->fake, "Notification", version);
  if (version >= 2)
    fake_portal_set_property (fixture->fake, "Notification", "SupportedOptions",
                              g_variant_new_parsed ("{'category': <['im.received']>}"));
  fake_portal_appear (fixture->fake);
  start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->notifier);
  g_assert_finalize_object (fixture->portals);
  fake_portal_free (fixture->fake);
  bus_fixture_settle (fixture->connection);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_down (fixture->bus);
  g_string_free (fixture->events, TRUE);
}

static TbToast *
make_toast (const char *id, const char *title, TbToastUrgency urgency)
{
  const TbToastAction actions[]
      = { { "default", "Look" }, { "open", "Open" }, { "", "None" }, { "read", "Mark read" } };

  return tb_toast_new (id, title, "<b>5 > 3 & 2</b> &amp;", urgency, "im.received",
                       "message-new-instant", actions, G_N_ELEMENTS (actions));
}

static void
show (Fixture *fixture, const char *id, const char *title, TbToastUrgency urgency)
{
  g_autoptr (TbToast) toast = make_toast (id, title, urgency);

  tb_notifier_show (fixture->notifier, toast);
}

static gboolean
has_seen (Fixture *fixture, const char *event)
{
  return strstr (fixture->events->str, event) != NULL;
}

static const char *
look_up (GVariant *notification, const char *key)
{
  const char *value = NULL;

  g_variant_lookup (notification, key, "&s", &value);
  return value;
}

static void
test_the_first_version_gets_what_it_knows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) notification = NULL;
  g_autoptr (GVariant) buttons = NULL;
  g_autoptr (GVariant) icon = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GVariant) default_target = NULL;
  const char *id;

  start_with_portal (fixture, 1);
  show (fixture, "n1", "A & <B>", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));

  g_variant_get_child (fake_portal_get_last (fixture->fake, "AddNotification"), 0, "&s", &id);
  g_assert_cmpstr (id, ==, "n1");
  notification = fake_portal_dup_options (fixture->fake, "AddNotification");
  g_assert_cmpstr (look_up (notification, "title"), ==, "A & <B>");
  g_assert_cmpstr (look_up (notification, "body"), ==, "‹b›5 › 3 & 2‹/b› ＆amp;");
  g_assert_cmpstr (look_up (notification, "priority"), ==, "normal");
  g_assert_cmpstr (look_up (notification, "default-action"), ==, "app.toast");
  default_target = g_variant_lookup_value (notification, "default-action-target", NULL);
  target = g_variant_print (default_target, FALSE);
  g_assert_cmpstr (target, ==, "('n1', 'default')");
  buttons = g_variant_lookup_value (notification, "buttons", NULL);
  printed = g_variant_print (buttons, FALSE);
  g_assert_cmpstr (
      printed, ==,
      "[{'label': <'Open'>, 'action': <'app.toast'>, 'target': <('n1', 'open')>}, "
      "{'label': <'Mark read'>, 'action': <'app.toast'>, 'target': <('n1', 'read')>}]");
  icon = g_variant_lookup_value (notification, "icon", G_VARIANT_TYPE ("(sv)"));
  g_assert_nonnull (icon);
  g_assert_null (look_up (notification, "category"));
  g_assert_null (look_up (notification, "sound"));
}

static void
test_the_second_version_gets_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) notification = NULL;
  g_autofree const char **hints = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) capabilities = NULL;

  start_with_portal (fixture, 2);
  show (fixture, "n1", "", TB_TOAST_URGENCY_CRITICAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));

  notification = fake_portal_dup_options (fixture->fake, "AddNotification");
  g_assert_cmpstr (look_up (notification, "title"), ==, "Traybell");
  g_assert_cmpstr (look_up (notification, "body"), ==, "<b>5 > 3 & 2</b> &amp;");
  g_assert_cmpstr (look_up (notification, "priority"), ==, "urgent");
  g_assert_cmpstr (look_up (notification, "category"), ==, "im.received");
  g_assert_cmpstr (look_up (notification, "sound"), ==, "default");
  g_assert_true (g_variant_lookup (notification, "display-hint", "^a&s", &hints));
  g_assert_true (g_strv_contains (hints, "show-as-new"));

  name = tb_notifier_dup_server_name (fixture->notifier);
  capabilities = tb_notifier_dup_capabilities (fixture->notifier);
  g_assert_cmpstr (name, ==, "xdg-desktop-portal (Notification 2)");
  g_assert_true (g_strv_contains ((const char *const *) capabilities, "sound"));
}

static void
test_a_category_that_the_portal_does_not_know_is_left_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) notification = NULL;

  start_with_portal (fixture, 2);
  fake_portal_set_property (fixture->fake, "Notification", "SupportedOptions",
                            g_variant_new_parsed ("{'category': <['call.incoming']>}"));
  show (fixture, "n1", "One", TB_TOAST_URGENCY_LOW);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));

  notification = fake_portal_dup_options (fixture->fake, "AddNotification");
  g_assert_null (look_up (notification, "category"));
  g_assert_false (g_variant_lookup (notification, "display-hint", "as", NULL));
  g_assert_cmpstr (look_up (notification, "priority"), ==, "low");
}

static void
test_an_update_is_one_call_with_the_same_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) notification = NULL;

  start_with_portal (fixture, 1);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1) "));
  show (fixture, "n1", "Two", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1) shown(n1) "));

  notification = fake_portal_dup_options (fixture->fake, "AddNotification");
  g_assert_cmpstr (look_up (notification, "title"), ==, "Two");
  g_assert_cmpuint (fake_portal_count (fixture->fake, "AddNotification"), ==, 2);
  g_assert_cmpuint (fake_portal_count (fixture->fake, "RemoveNotification"), ==, 0);
}

static void
test_withdrawing_removes_it (Fixture *fixture, gconstpointer data)
{
  start_with_portal (fixture, 1);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));
  tb_notifier_withdraw (fixture->notifier, "n1");
  WAIT_UNTIL (has_seen (fixture, "closed(n1,3)"));
  g_assert_cmpuint (fake_portal_count (fixture->fake, "RemoveNotification"), ==, 1);

  tb_notifier_withdraw (fixture->notifier, "n1");
  tb_notifier_withdraw (fixture->notifier, "never shown");
  bus_fixture_settle (fixture->connection);
  g_assert_cmpuint (fake_portal_count (fixture->fake, "RemoveNotification"), ==, 1);
}

static void
test_a_withdrawal_does_not_overtake (Fixture *fixture, gconstpointer data)
{
  start_with_portal (fixture, 1);
  fixture->fake->keeps_silent = TRUE;
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (fixture->fake->unanswered->len == 1);
  tb_notifier_withdraw (fixture->notifier, "n1");
  bus_fixture_settle (fixture->connection);
  g_assert_cmpuint (fixture->fake->calls->len, ==, 1);

  fixture->fake->keeps_silent = FALSE;
  fake_portal_answer (fixture->fake);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,3)"));
  g_assert_false (has_seen (fixture, "shown(n1)"));
}

static void
test_waits_for_a_slow_portal_with_a_bounded_queue (Fixture *fixture, gconstpointer data)
{
  guint n_closed = 0;

  start_with_portal (fixture, 1);
  fixture->fake->keeps_silent = TRUE;
  show (fixture, "first", "First", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (fixture->fake->unanswered->len == 1);
  for (guint i = 0; i < TB_PORTAL_NOTIFIER_QUEUE_MAXIMUM + 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);

      show (fixture, id, id, TB_TOAST_URGENCY_NORMAL);
    }
  g_assert_true (has_seen (fixture, "closed(n0,4) closed(n1,4) "));
  for (const char *at = fixture->events->str; (at = strstr (at, "closed")) != NULL; at++)
    n_closed++;
  g_assert_cmpuint (n_closed, ==, 2);

  fixture->fake->keeps_silent = FALSE;
  fake_portal_answer (fixture->fake);
  WAIT_UNTIL (has_seen (fixture, "shown(n33)"));
  g_assert_cmpuint (fake_portal_count (fixture->fake, "AddNotification"), ==,
                    TB_PORTAL_NOTIFIER_QUEUE_MAXIMUM + 1);
}

static void
test_an_action_arrives_with_its_token (Fixture *fixture, gconstpointer data)
{
  TbPortalNotifier *notifier;
  GAction *action;

  start_with_portal (fixture, 1);
  notifier = TB_PORTAL_NOTIFIER (fixture->notifier);
  action = tb_portal_notifier_get_action (notifier);
  g_assert_cmpstr (g_action_get_name (action), ==, TB_PORTAL_NOTIFIER_ACTION);

  tb_portal_notifier_set_activation_token (notifier, "t0k3n");
  g_action_activate (action, g_variant_new ("(ss)", "n1", "open"));
  /* A token is good for one window. */
  g_action_activate (action, g_variant_new ("(ss)", "n2", "default"));
  tb_portal_notifier_set_activation_token (notifier, "");
  g_action_activate (action, g_variant_new ("(ss)", "n3", "read"));
  g_action_activate (action, g_variant_new ("(ss)", "", "read"));
  g_action_activate (action, g_variant_new ("(ss)", "n3", ""));
  g_assert_cmpstr (fixture->events->str, ==,
                   "activated(n1,open,t0k3n) activated(n2,default,none) activated(n3,read,none) ");
}

static void
test_a_refusal_is_told_and_forgotten_after_the_next_success (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  start_with_portal (fixture, 1);
  fixture->fake->fails = TRUE;
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,4)"));
  error = tb_notifier_dup_error (fixture->notifier);
  g_assert_error (error, TB_PORTAL_ERROR, TB_PORTAL_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "Not here");

  fixture->fake->fails = FALSE;
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));
  g_assert_null (tb_notifier_dup_error (fixture->notifier));
}

static void
test_without_the_portal_it_says_what_to_do (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) capabilities = NULL;

  start (fixture);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,4)"));
  error = tb_notifier_dup_error (fixture->notifier);
  g_assert_error (error, TB_PORTAL_ERROR, TB_PORTAL_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "install"));
  g_assert_null (tb_notifier_dup_server_name (fixture->notifier));
  capabilities = tb_notifier_dup_capabilities (fixture->notifier);
  g_assert_cmpuint (g_strv_length (capabilities), ==, 0);
}

static void
test_waits_until_the_portal_is_known (Fixture *fixture, gconstpointer data)
{
  fake_portal_add (fixture->fake, "Notification", 1);
  start (fixture);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  fake_portal_appear (fixture->fake);
  WAIT_UNTIL (has_seen (fixture, "n1"));
  g_assert_cmpstr (fixture->events->str, ==, "shown(n1) ");
}

static void
test_may_be_dropped_while_the_portal_thinks (Fixture *fixture, gconstpointer data)
{
  start_with_portal (fixture, 1);
  fixture->fake->keeps_silent = TRUE;
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  show (fixture, "n2", "Two", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (fixture->fake->unanswered->len == 1);
}

static void
test_defusing_leaves_no_markup (void)
{
  static const struct
  {
    const char *text;
    const char *defused;
  } rows[] = {
    { "", "" },
    { "plain", "plain" },
    { "Tom & Jerry", "Tom & Jerry" },
    { "1 < 2", "1 ‹ 2" },
    { "<a href=\"https://evil.example\">x</a>", "‹a href=\"https://evil.example\"›x‹/a›" },
    { "&lt;b&gt;", "＆lt;b＆gt;" },
    { "&#60;b&#x3e;", "＆#60;b＆#x3e;" },
    { "AT&T; & more", "AT＆T; & more" },
    { "&", "&" },
    { "&;", "&;" },
    { "grüß <dich> & 世界", "grüß ‹dich› & 世界" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *defused = tb_portal_toast_defuse (rows[i].text);

      g_assert_cmpstr (defused, ==, rows[i].defused);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desktop/portal-notifier/defusing", test_defusing_leaves_no_markup);
#define ADD(path, function)                                                                        \
  g_test_add ("/desktop/portal-notifier/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("first-version", test_the_first_version_gets_what_it_knows);
  ADD ("second-version", test_the_second_version_gets_more);
  ADD ("unknown-category", test_a_category_that_the_portal_does_not_know_is_left_out);
  ADD ("update", test_an_update_is_one_call_with_the_same_id);
  ADD ("withdrawal", test_withdrawing_removes_it);
  ADD ("order", test_a_withdrawal_does_not_overtake);
  ADD ("slow-portal", test_waits_for_a_slow_portal_with_a_bounded_queue);
  ADD ("action", test_an_action_arrives_with_its_token);
  ADD ("refusal", test_a_refusal_is_told_and_forgotten_after_the_next_success);
  ADD ("missing", test_without_the_portal_it_says_what_to_do);
  ADD ("unknown-yet", test_waits_until_the_portal_is_known);
  ADD ("dropped", test_may_be_dropped_while_the_portal_thinks);
#undef ADD

  return g_test_run ();
}
