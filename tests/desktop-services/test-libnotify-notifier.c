/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-libnotify-notifier.h"

#include "bus-fixture.h"
#include "fake-notification-server.h"

static const char *const rich[] = { "body", "body-markup", "actions", "sound", NULL };
static const char *const poor[] = { "body", NULL };

typedef struct
{
  GTestDBus *bus;
  FakeNotificationServer *server;
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
start (Fixture *fixture)
{
  fixture->notifier = tb_libnotify_notifier_new ();
  g_signal_connect (fixture->notifier, "shown", G_CALLBACK (on_shown), fixture->events);
  g_signal_connect (fixture->notifier, "closed", G_CALLBACK (on_closed), fixture->events);
  g_signal_connect (fixture->notifier, "activated", G_CALLBACK (on_activated), fixture->events);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->events = g_string_new ("");
  fixture->server = fake_notification_server_new (fixture->bus, rich);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->notifier != NULL)
    g_assert_finalize_object (fixture->notifier);
  fake_notification_server_free (fixture->server);
  /* Also waits until libnotify has let go of the bus. */
  bus_fixture_down (fixture->bus);
  g_string_free (fixture->events, TRUE);
}

static void
show (Fixture *fixture, const char *id, const char *title, TbToastUrgency urgency)
{
  const TbToastAction actions[]
      = { { "open", "Open" }, { "default", "Look" }, { "", "None" }, { "read", "Mark read" } };
  g_autoptr (TbToast) toast = tb_toast_new (id, title, "<b>5 > 3 & 2</b>", urgency, "im.received",
                                            "message-new-instant", actions, G_N_ELEMENTS (actions));

  tb_notifier_show (fixture->notifier, toast);
}

static gboolean
has_seen (Fixture *fixture, const char *event)
{
  return strstr (fixture->events->str, event) != NULL;
}

static void
test_shows_a_toast_with_everything_the_server_can (Fixture *fixture, gconstpointer data)
{
  FakeNotification *notification;
  g_autofree char *actions = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) capabilities = NULL;
  const char *text;
  guint8 urgency;

  fake_notification_server_appear (fixture->server);
  start (fixture);
  show (fixture, "n1", "A & B", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));

  notification = fake_notification_server_get_last (fixture->server);
  g_assert_cmpstr (notification->application, ==, "Traybell");
  g_assert_cmpstr (notification->icon, ==, "com.nebutra.Traybell");
  g_assert_cmpstr (notification->summary, ==, "A & B");
  g_assert_cmpstr (notification->body, ==, "&lt;b&gt;5 &gt; 3 &amp; 2&lt;/b&gt;");
  actions = g_strjoinv ("|", notification->actions);
  g_assert_cmpstr (actions, ==, "default|Look|open|Open|read|Mark read");
  g_assert_true (g_variant_lookup (notification->hints, "desktop-entry", "&s", &text));
  g_assert_cmpstr (text, ==, "com.nebutra.Traybell");
  g_assert_true (g_variant_lookup (notification->hints, "category", "&s", &text));
  g_assert_cmpstr (text, ==, "im.received");
  g_assert_true (g_variant_lookup (notification->hints, "sound-name", "&s", &text));
  g_assert_cmpstr (text, ==, "message-new-instant");
  g_assert_true (g_variant_lookup (notification->hints, "urgency", "y", &urgency));
  g_assert_cmpuint (urgency, ==, 1);
  g_assert_cmpint (notification->timeout, ==, -1);

  name = tb_notifier_dup_server_name (fixture->notifier);
  capabilities = tb_notifier_dup_capabilities (fixture->notifier);
  g_assert_cmpstr (name, ==, "fake 2.0");
  g_assert_true (g_strv_equal ((const char *const *) capabilities, rich));
}

static void
test_sends_a_poor_server_only_what_it_understands (Fixture *fixture, gconstpointer data)
{
  FakeNotification *notification;

  fixture->server->capabilities = poor;
  fake_notification_server_appear (fixture->server);
  start (fixture);
  show (fixture, "n1", "", TB_TOAST_URGENCY_CRITICAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));

  notification = fake_notification_server_get_last (fixture->server);
  g_assert_cmpstr (notification->summary, ==, "Traybell");
  g_assert_cmpstr (notification->body, ==, "<b>5 > 3 & 2</b>");
  g_assert_cmpuint (g_strv_length (notification->actions), ==, 0);
  g_assert_false (g_variant_lookup (notification->hints, "sound-name", "s", NULL));
  /* Critical stays until it is acknowledged. */
  g_assert_cmpint (notification->timeout, ==, 0);
}

static void
test_the_same_id_updates_in_place (Fixture *fixture, gconstpointer data)
{
  fake_notification_server_appear (fixture->server);
  start (fixture);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1) "));
  show (fixture, "n1", "Two", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1) shown(n1) "));

  g_assert_cmpstr (fake_notification_server_get_last (fixture->server)->summary, ==, "Two");
  g_assert_cmpuint (fake_notification_server_get_last (fixture->server)->replaces_id, ==, 1);
}

static void
test_actions_arrive_with_their_token (Fixture *fixture, gconstpointer data)
{
  fake_notification_server_appear (fixture->server);
  start (fixture);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  show (fixture, "n2", "Two", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n2)"));

  fake_notification_server_invoke (fixture->server, 2, "default", "t0k3n");
  fake_notification_server_close (fixture->server, 2, 2);
  fake_notification_server_invoke (fixture->server, 1, "read", NULL);
  fake_notification_server_invoke (fixture->server, 77, "read", NULL);
  fake_notification_server_close (fixture->server, 1, 1);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,1)"));
  g_assert_cmpstr (fixture->events->str, ==,
                   "shown(n1) shown(n2) activated(n2,default,t0k3n) closed(n2,2) "
                   "activated(n1,read,none) closed(n1,1) ");
}

static void
test_a_closed_toast_comes_back_as_a_new_one (Fixture *fixture, gconstpointer data)
{
  fake_notification_server_appear (fixture->server);
  start (fixture);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));
  fake_notification_server_close (fixture->server, 1, 99);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,4)"));

  show (fixture, "n1", "Two", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,4) shown(n1)"));
  g_assert_cmpuint (fake_notification_server_get_last (fixture->server)->replaces_id, ==, 0);
}

static void
test_withdrawing_closes_once (Fixture *fixture, gconstpointer data)
{
  fake_notification_server_appear (fixture->server);
  start (fixture);
  tb_notifier_withdraw (fixture->notifier, "unknown");
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));
  tb_notifier_withdraw (fixture->notifier, "n1");
  tb_notifier_withdraw (fixture->notifier, "n1");
  WAIT_UNTIL (has_seen (fixture, "closed(n1,3)"));
  tb_notifier_withdraw (fixture->notifier, "n1");
  show (fixture, "n2", "Two", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n2)"));

  g_assert_cmpstr (fixture->events->str, ==, "shown(n1) closed(n1,3) shown(n2) ");
  g_assert_cmpuint (fixture->server->closed->len, ==, 1);
}

static gboolean
has_server (Fixture *fixture)
{
  g_autofree char *name = tb_notifier_dup_server_name (fixture->notifier);

  return name != NULL;
}

static void
test_a_restarted_server_is_asked_anew_and_old_ids_are_forgotten (Fixture *fixture,
                                                                 gconstpointer data)
{
  g_auto (GStrv) capabilities = NULL;

  fake_notification_server_appear (fixture->server);
  start (fixture);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));

  fake_notification_server_vanish (fixture->server);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,4)"));
  WAIT_UNTIL (!has_server (fixture));

  fixture->server->capabilities = poor;
  fake_notification_server_appear (fixture->server);
  show (fixture, "n1", "Two", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,4) shown(n1)"));
  g_assert_cmpuint (fake_notification_server_get_last (fixture->server)->replaces_id, ==, 0);
  g_assert_cmpstr (fake_notification_server_get_last (fixture->server)->body, ==,
                   "<b>5 > 3 & 2</b>");
  capabilities = tb_notifier_dup_capabilities (fixture->notifier);
  g_assert_true (g_strv_equal ((const char *const *) capabilities, poor));
}

static gboolean
has_error (Fixture *fixture)
{
  g_autoptr (GError) error = tb_notifier_dup_error (fixture->notifier);

  return error != NULL;
}

static void
test_an_absent_server_is_an_error_until_it_comes (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,4)"));
  g_assert_true (has_error (fixture));

  fake_notification_server_appear (fixture->server);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));
  g_assert_false (has_error (fixture));
}

static void
test_a_refusing_server_is_an_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->server->fails = TRUE;
  fake_notification_server_appear (fixture->server);
  start (fixture);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "closed(n1,4)"));
  error = tb_notifier_dup_error (fixture->notifier);
  g_assert_nonnull (strstr (error->message, "Too many"));
}

static void
test_a_stuck_server_collapses_what_waits (Fixture *fixture, gconstpointer data)
{
  gint64 before;

  fake_notification_server_appear (fixture->server);
  start (fixture);
  show (fixture, "first", "First", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(first)"));

  fixture->server->keeps_silent = TRUE;
  show (fixture, "stuck", "Stuck", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (fixture->server->unanswered->len == 1);

  before = g_get_monotonic_time ();
  show (fixture, "urgent", "Urgent", TB_TOAST_URGENCY_CRITICAL);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i / 2);

      show (fixture, id, i % 2 == 0 ? "Old" : "New", TB_TOAST_URGENCY_NORMAL);
    }
  tb_notifier_withdraw (fixture->notifier, "n49");
  g_assert_cmpint (g_get_monotonic_time () - before, <, G_TIME_SPAN_SECOND);

  fixture->server->keeps_silent = FALSE;
  fake_notification_server_give_up (fixture->server);
  WAIT_UNTIL (has_seen (fixture, "closed(n49,3)"));
  g_assert_true (has_seen (fixture, "closed(stuck,4)"));
  g_assert_true (has_seen (fixture, "shown(urgent)"));
  g_assert_true (has_seen (fixture, "closed(n0,4)"));
  g_assert_false (has_seen (fixture, "shown(n0)"));
  g_assert_true (has_seen (fixture, "shown(n48)"));
  /* The first, the urgent one, and 31 that waited with it less the withdrawn one. */
  g_assert_cmpuint (fixture->server->shown->len, ==, 1 + TB_LIBNOTIFY_NOTIFIER_QUEUE_MAXIMUM - 1);
  for (guint i = 2; i < fixture->server->shown->len; i++)
    g_assert_cmpstr (((FakeNotification *) g_ptr_array_index (fixture->server->shown, i))->summary,
                     ==, "New");
}

static void
test_a_stuck_server_does_not_hold_up_the_end (Fixture *fixture, gconstpointer data)
{
  gint64 before;

  fake_notification_server_appear (fixture->server);
  start (fixture);
  fixture->server->keeps_silent = TRUE;
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (fixture->server->unanswered->len == 1);

  before = g_get_monotonic_time ();
  g_assert_finalize_object (g_steal_pointer (&fixture->notifier));
  g_assert_cmpint (g_get_monotonic_time () - before, <, G_TIME_SPAN_SECOND);
  fake_notification_server_vanish (fixture->server);
}

static void
test_a_burst_arrives_whole_and_in_order (Fixture *fixture, gconstpointer data)
{
  fake_notification_server_appear (fixture->server);
  start (fixture);
  for (guint i = 0; i < TB_LIBNOTIFY_NOTIFIER_QUEUE_MAXIMUM; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      show (fixture, id, id, TB_TOAST_URGENCY_NORMAL);
    }
  WAIT_UNTIL (fixture->server->shown->len == TB_LIBNOTIFY_NOTIFIER_QUEUE_MAXIMUM);
  for (guint i = 0; i < TB_LIBNOTIFY_NOTIFIER_QUEUE_MAXIMUM; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      FakeNotification *notification = g_ptr_array_index (fixture->server->shown, i);

      g_assert_cmpstr (notification->summary, ==, id);
    }
}

/* Whatever the server says of it, the user has dealt with it. */
static void
test_a_toast_is_withdrawn_although_the_server_fails (Fixture *fixture, gconstpointer data)
{
  fake_notification_server_appear (fixture->server);
  start (fixture);
  show (fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (fixture, "shown(n1)"));
  fixture->server->fails = TRUE;
  tb_notifier_withdraw (fixture->notifier, "n1");
  WAIT_UNTIL (has_seen (fixture, "closed(n1,3)"));
}

static void
test_a_server_that_never_says_closed_fills_no_memory (Fixture *fixture, gconstpointer data)
{
  fake_notification_server_appear (fixture->server);
  start (fixture);
  for (guint i = 0; i < 260; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *event = g_strdup_printf ("shown(%u) ", i);

      show (fixture, id, id, TB_TOAST_URGENCY_NORMAL);
      WAIT_UNTIL (has_seen (fixture, event));
    }
  WAIT_UNTIL (has_seen (fixture, "closed(3,4)"));
  g_assert_true (has_seen (fixture, "closed(0,4)"));
  g_assert_false (has_seen (fixture, "closed(4,4)"));

  /* What was forgotten is shown as a new one. */
  show (fixture, "0", "Again", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (fixture->server->shown->len == 261);
  g_assert_cmpuint (fake_notification_server_get_last (fixture->server)->replaces_id, ==, 0);
}

static void
test_without_a_bus_each_toast_is_answered (void)
{
  Fixture fixture = { .events = g_string_new ("") };

  start (&fixture);
  show (&fixture, "n1", "One", TB_TOAST_URGENCY_NORMAL);
  WAIT_UNTIL (has_seen (&fixture, "closed(n1,4)"));
  g_assert_true (has_error (&fixture));
  g_assert_finalize_object (fixture.notifier);
  g_string_free (fixture.events, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/desktop/libnotify-notifier/" path, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/desktop/libnotify-notifier/no-bus", test_without_a_bus_each_toast_is_answered);
  ADD ("everything-the-server-can", test_shows_a_toast_with_everything_the_server_can);
  ADD ("poor-server", test_sends_a_poor_server_only_what_it_understands);
  ADD ("same-id-updates", test_the_same_id_updates_in_place);
  ADD ("actions-arrive", test_actions_arrive_with_their_token);
  ADD ("closed-toast-comes-back", test_a_closed_toast_comes_back_as_a_new_one);
  ADD ("withdrawing-closes-once", test_withdrawing_closes_once);
  ADD ("restarted-server", test_a_restarted_server_is_asked_anew_and_old_ids_are_forgotten);
  ADD ("absent-server", test_an_absent_server_is_an_error_until_it_comes);
  ADD ("refusing-server", test_a_refusing_server_is_an_error);
  ADD ("stuck-server-collapses", test_a_stuck_server_collapses_what_waits);
  ADD ("stuck-server-at-the-end", test_a_stuck_server_does_not_hold_up_the_end);
  ADD ("withdrawn-although-it-fails", test_a_toast_is_withdrawn_although_the_server_fails);
  ADD ("never-closed", test_a_server_that_never_says_closed_fills_no_memory);
  ADD ("burst", test_a_burst_arrives_whole_and_in_order);
#undef ADD

  return g_test_run ();
}
