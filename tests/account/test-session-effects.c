/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-activity.h"
#include "account/tb-session-effects.h"
#include "fake-clock.h"
#include "pusher/pusher-presence.h"

/* AddressSanitizer takes its time. */
#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER TRUE
#endif
#endif
#ifndef HAS_ADDRESS_SANITIZER
#define HAS_ADDRESS_SANITIZER FALSE
#endif

/* What events do besides becoming notifications, with a clock that the test moves. */

typedef struct
{
  FakeClock *clock;
  TbSessionEffects *effects;
  PusherChannel *room;
  guint n_reloads;
  guint n_maintenance_changes;
  guint n_reads;
} Fixture;

static void
on_reload (gpointer user_data)
{
  ((Fixture *) user_data)->n_reloads++;
}

static void
count (guint *counter)
{
  (*counter)++;
}

static void
on_maintenance_changed (gpointer user_data)
{
  ((Fixture *) user_data)->n_maintenance_changes++;
}

static void
on_read (PusherEvent *event, gpointer user_data)
{
  ((Fixture *) user_data)->n_reads++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const TbSessionEffectsFuncs funcs = { on_reload, on_maintenance_changed, on_read };
  g_autoptr (PusherEvent) members = pusher_event_new (
      "pusher_internal:subscription_succeeded", "presence-room-x",
      "{\"presence\":{\"ids\":[\"ann\",\"7\"],\"hash\":{\"ann\":{\"name\":\"Ann\"},\"7\":{}},"
      "\"count\":2}}");
  g_autoptr (GError) error = NULL;

  fixture->clock = fake_clock_new ();
  fixture->effects = tb_session_effects_new (PUSHER_CLOCK (fixture->clock), &funcs, fixture);
  fixture->room = pusher_channel_new ("presence-room-x");
  pusher_presence_replace (pusher_channel_get_presence (fixture->room), members, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  tb_session_effects_free (fixture->effects);
  g_assert_finalize_object (fixture->room);
  g_assert_finalize_object (fixture->clock);
}

static void
apply_event (Fixture *fixture, TbRuleEffect effect, const char *name, const char *payload)
{
  g_autoptr (PusherEvent) event = pusher_event_new (name, "presence-room-x", payload);

  tb_session_effects_apply (fixture->effects, effect, fixture->room, event);
}

static void
apply (Fixture *fixture, TbRuleEffect effect, const char *payload)
{
  apply_event (fixture, effect, "x", payload);
}

static PusherMember *
get_member (Fixture *fixture, const char *id)
{
  return pusher_presence_lookup (pusher_channel_get_presence (fixture->room), id);
}

static gboolean
is_typing (Fixture *fixture, const char *id)
{
  return pusher_member_get_typing (get_member (fixture, id));
}

static gboolean
is_active (Fixture *fixture, const char *id)
{
  return pusher_member_get_active (get_member (fixture, id));
}

static gboolean
is_away (Fixture *fixture, const char *id)
{
  return pusher_member_get_away (get_member (fixture, id));
}

static TbMaintenance *
get_maintenance (Fixture *fixture)
{
  return tb_session_maintenance_get (tb_session_effects_get_maintenance (fixture->effects));
}

static void
test_typing_ends_by_itself (Fixture *fixture, gconstpointer data)
{
  apply (fixture, TB_EFFECT_TYPING_START, "{\"userId\":\"ann\"}");
  g_assert_true (is_typing (fixture, "ann"));
  g_assert_false (is_typing (fixture, "7"));

  fake_clock_advance (fixture->clock, 5.9);
  g_assert_true (is_typing (fixture, "ann"));
  fake_clock_advance (fixture->clock, 0.1);
  g_assert_false (is_typing (fixture, "ann"));
}

static void
test_typing_on_takes_longer (Fixture *fixture, gconstpointer data)
{
  apply (fixture, TB_EFFECT_TYPING_START, "{\"userId\":\"ann\"}");
  fake_clock_advance (fixture->clock, 5);
  apply (fixture, TB_EFFECT_TYPING_START, "{\"userId\":\"ann\"}");
  fake_clock_advance (fixture->clock, 5);
  g_assert_true (is_typing (fixture, "ann"));
  apply (fixture, TB_EFFECT_TYPING_STOP, "{\"userId\":\"ann\"}");
  g_assert_false (is_typing (fixture, "ann"));
  apply (fixture, TB_EFFECT_TYPING_STOP, "{\"userId\":\"ann\"}");
  fake_clock_advance (fixture->clock, TB_ACTIVITY_TIMEOUT);
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
}

static void
test_activity_ends_by_itself (Fixture *fixture, gconstpointer data)
{
  apply (fixture, TB_EFFECT_MEMBER_ACTIVE, "{\"userId\":\"ann\",\"x\":1,\"y\":2}");
  g_assert_true (is_active (fixture, "ann"));
  g_assert_false (is_active (fixture, "7"));

  fake_clock_advance (fixture->clock, 20);
  apply (fixture, TB_EFFECT_MEMBER_ACTIVE, "{\"userId\":\"ann\",\"x\":1,\"y\":3}");
  fake_clock_advance (fixture->clock, 29.9);
  g_assert_true (is_active (fixture, "ann"));
  /* A look at a member that moved on is put off by some seconds at most. */
  fake_clock_advance (fixture->clock, 5.1);
  g_assert_false (is_active (fixture, "ann"));
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
}

static void
test_who_types_is_active (Fixture *fixture, gconstpointer data)
{
  apply (fixture, TB_EFFECT_TYPING_START, "{\"userId\":\"ann\"}");
  g_assert_true (is_active (fixture, "ann"));
}

static void
test_cursors_need_one_timer_and_no_notice (Fixture *fixture, gconstpointer data)
{
  guint n_notices = 0;

  apply (fixture, TB_EFFECT_MEMBER_ACTIVE, "{\"userId\":\"ann\"}");
  apply (fixture, TB_EFFECT_MEMBER_ACTIVE, "{\"userId\":\"7\"}");
  g_signal_connect_swapped (get_member (fixture, "ann"), "notify", G_CALLBACK (count), &n_notices);
  for (guint i = 0; i < 600; i++)
    {
      apply (fixture, TB_EFFECT_MEMBER_ACTIVE, "{\"userId\":\"ann\",\"x\":10,\"y\":20}");
      fake_clock_advance (fixture->clock, 1.0 / 60);
      g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 1);
    }
  g_assert_cmpuint (n_notices, ==, 0);
  g_signal_handlers_disconnect_by_data (get_member (fixture, "ann"), &n_notices);
}

/* A pointer moves sixty times a second, and there may be fifty of them: 3,000 a second must not be
 * felt. The bound is ten times what it was measured to take. */
static void
test_cursors_cost_little (Fixture *fixture, gconstpointer data)
{
  const guint n_moves = 30000;
  const char *payload = "\"{\\\"userId\\\":\\\"ann\\\",\\\"x\\\":512.5,\\\"y\\\":80}\"";
  gint64 start = g_get_monotonic_time ();
  double each;

  for (guint i = 0; i < n_moves; i++)
    apply (fixture, TB_EFFECT_MEMBER_ACTIVE, payload);
  each = (double) (g_get_monotonic_time () - start) / n_moves;
  g_assert_true (is_active (fixture, "ann"));
  g_test_minimized_result (each, "µs for a cursor that moves: %.2f", each);
  if (!HAS_ADDRESS_SANITIZER)
    g_assert_cmpfloat (each, <, 15);
}

static void
test_the_web_app_says_who_left (Fixture *fixture, gconstpointer data)
{
  apply (fixture, TB_EFFECT_TYPING_START, "{\"userId\":\"ann\"}");
  apply_event (fixture, TB_EFFECT_MEMBER_HINT, "presence:leave", "{\"userId\":\"ann\"}");
  g_assert_true (is_away (fixture, "ann"));
  g_assert_false (is_active (fixture, "ann"));
  g_assert_false (is_typing (fixture, "ann"));
  g_assert_false (is_away (fixture, "7"));
  fake_clock_advance (fixture->clock, 1000);
  g_assert_true (is_away (fixture, "ann"));

  apply_event (fixture, TB_EFFECT_MEMBER_HINT, "presence:join", "{\"userId\":\"ann\"}");
  g_assert_false (is_away (fixture, "ann"));
  g_assert_true (is_active (fixture, "ann"));
}

static void
test_who_does_something_is_not_away (Fixture *fixture, gconstpointer data)
{
  apply_event (fixture, TB_EFFECT_MEMBER_HINT, "presence:leave", "{\"userId\":\"ann\"}");
  apply (fixture, TB_EFFECT_MEMBER_ACTIVE, "{\"userId\":\"ann\"}");
  g_assert_false (is_away (fixture, "ann"));

  apply_event (fixture, TB_EFFECT_MEMBER_HINT, "presence:leave", "{\"userId\":\"ann\"}");
  tb_session_effects_forget (fixture->effects);
  g_assert_false (is_away (fixture, "ann"));
}

static void
test_who_left_is_not_kept (Fixture *fixture, gconstpointer data)
{
  PusherMember *member = get_member (fixture, "ann");

  g_object_add_weak_pointer (G_OBJECT (member), (gpointer *) &member);
  apply_event (fixture, TB_EFFECT_MEMBER_HINT, "presence:leave", "{\"userId\":\"ann\"}");
  pusher_presence_clear (pusher_channel_get_presence (fixture->room));
  g_assert_null (member);
}

static void
test_maintenance_is_told_until_dismissed (Fixture *fixture, gconstpointer data)
{
  const char *payload = "{\"message\":\"New disks\"}";

  g_assert_null (get_maintenance (fixture));
  apply (fixture, TB_EFFECT_MAINTENANCE, payload);
  g_assert_cmpstr (tb_maintenance_get_message (get_maintenance (fixture)), ==, "New disks");
  /* The same comes to the user's channel and to the tenant's. */
  apply (fixture, TB_EFFECT_MAINTENANCE, payload);
  g_assert_cmpuint (fixture->n_maintenance_changes, ==, 1);
  tb_session_effects_forget (fixture->effects);
  g_assert_nonnull (get_maintenance (fixture));

  tb_session_maintenance_dismiss (tb_session_effects_get_maintenance (fixture->effects));
  g_assert_null (get_maintenance (fixture));
  apply (fixture, TB_EFFECT_MAINTENANCE, payload);
  g_assert_null (get_maintenance (fixture));
  g_assert_cmpuint (fixture->n_maintenance_changes, ==, 2);
  apply (fixture, TB_EFFECT_MAINTENANCE, "{\"message\":\"Newer disks\"}");
  g_assert_nonnull (get_maintenance (fixture));
}

static void
test_maintenance_of_any_shape_is_told (Fixture *fixture, gconstpointer data)
{
  static const char *const payloads[] = { "null", "7", "\"soon\"", "[1,2]", "{\"startsAt\":{}}" };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    apply (fixture, TB_EFFECT_MAINTENANCE, payloads[i]);
  g_assert_nonnull (get_maintenance (fixture));
}

static void
test_the_member_is_found_by_any_of_the_usual_names (Fixture *fixture, gconstpointer data)
{
  static const char *const payloads[] = { "{\"userId\":7}", "{\"user_id\":\"7\"}", "{\"id\":7}",
                                          "{\"userId\":\"7\",\"id\":\"ann\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      apply (fixture, TB_EFFECT_TYPING_START, payloads[i]);
      g_assert_true (is_typing (fixture, "7"));
      apply (fixture, TB_EFFECT_TYPING_STOP, payloads[i]);
      g_assert_false (is_typing (fixture, "7"));
    }
}

static void
test_nonsense_and_strangers_are_nobody (Fixture *fixture, gconstpointer data)
{
  static const char *const payloads[] = { "{}",
                                          "[]",
                                          "null",
                                          "text",
                                          "{\"userId\":null}",
                                          "{\"userId\":true}",
                                          "7",
                                          "\"\"",
                                          "{\"userId\":1.5}",
                                          "{\"userId\":{}}",
                                          "{\"userId\":\"nobody\"}",
                                          NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      apply (fixture, TB_EFFECT_TYPING_START, payloads[i]);
      apply (fixture, TB_EFFECT_TYPING_STOP, payloads[i]);
    }
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
}

static void
test_nobody_types_on_a_channel_without_members (Fixture *fixture, gconstpointer data)
{
  PusherChannel *channel = pusher_channel_new ("private-x");
  g_autoptr (PusherEvent) event = pusher_event_new ("x", "private-x", "{\"userId\":\"ann\"}");

  tb_session_effects_apply (fixture->effects, TB_EFFECT_TYPING_START, channel, event);
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (channel);
}

static void
test_nobody_types_when_the_connection_is_gone (Fixture *fixture, gconstpointer data)
{
  apply (fixture, TB_EFFECT_TYPING_START, "{\"userId\":\"ann\"}");
  apply (fixture, TB_EFFECT_TYPING_START, "{\"userId\":\"7\"}");
  tb_session_effects_forget (fixture->effects);

  g_assert_false (is_typing (fixture, "ann"));
  g_assert_false (is_typing (fixture, "7"));
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
}

static void
test_a_member_may_leave_while_typing (Fixture *fixture, gconstpointer data)
{
  apply (fixture, TB_EFFECT_TYPING_START, "{\"userId\":\"ann\"}");
  pusher_presence_clear (pusher_channel_get_presence (fixture->room));
  fake_clock_advance (fixture->clock, TB_ACTIVITY_TIMEOUT);
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
}

static void
test_a_reload_is_heeded_once_a_minute (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    apply (fixture, TB_EFFECT_RELOAD, "{}");
  fake_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fixture->n_reloads, ==, 1);

  /* The next is not lost, it waits. */
  apply (fixture, TB_EFFECT_RELOAD, "{}");
  fake_clock_advance (fixture->clock, 30);
  apply (fixture, TB_EFFECT_RELOAD, "{}");
  fake_clock_advance (fixture->clock, 29.9);
  g_assert_cmpuint (fixture->n_reloads, ==, 1);
  fake_clock_advance (fixture->clock, 0.1);
  g_assert_cmpuint (fixture->n_reloads, ==, 2);

  fake_clock_advance (fixture->clock, 1000);
  g_assert_cmpuint (fixture->n_reloads, ==, 2);
  apply (fixture, TB_EFFECT_RELOAD, "{}");
  fake_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fixture->n_reloads, ==, 3);
}

/* Otherwise a whole company would come back in the same moment. */
static void
test_reloads_are_spread_over_ten_seconds (Fixture *fixture, gconstpointer data)
{
  fake_clock_set_random (fixture->clock, 0.5);
  apply (fixture, TB_EFFECT_RELOAD, "{}");
  fake_clock_advance (fixture->clock, 4.9);
  g_assert_cmpuint (fixture->n_reloads, ==, 0);
  fake_clock_advance (fixture->clock, 0.1);
  g_assert_cmpuint (fixture->n_reloads, ==, 1);
}

static void
test_a_planned_reload_goes_with_its_session (Fixture *fixture, gconstpointer data)
{
  fake_clock_set_random (fixture->clock, 0.9);
  apply (fixture, TB_EFFECT_RELOAD, "{}");
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/session-effects/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("typing-ends-by-itself", test_typing_ends_by_itself);
  ADD ("typing-on-takes-longer", test_typing_on_takes_longer);
  ADD ("the-member-is-found-by-any-of-the-usual-names",
       test_the_member_is_found_by_any_of_the_usual_names);
  ADD ("nonsense-and-strangers-are-nobody", test_nonsense_and_strangers_are_nobody);
  ADD ("activity-ends-by-itself", test_activity_ends_by_itself);
  ADD ("who-types-is-active", test_who_types_is_active);
  ADD ("cursors-need-one-timer-and-no-notice", test_cursors_need_one_timer_and_no_notice);
  ADD ("cursors-cost-little", test_cursors_cost_little);
  ADD ("the-web-app-says-who-left", test_the_web_app_says_who_left);
  ADD ("who-does-something-is-not-away", test_who_does_something_is_not_away);
  ADD ("who-left-is-not-kept", test_who_left_is_not_kept);
  ADD ("maintenance-is-told-until-dismissed", test_maintenance_is_told_until_dismissed);
  ADD ("maintenance-of-any-shape-is-told", test_maintenance_of_any_shape_is_told);
  ADD ("nobody-types-on-a-channel-without-members", test_nobody_types_on_a_channel_without_members);
  ADD ("nobody-types-when-the-connection-is-gone", test_nobody_types_when_the_connection_is_gone);
  ADD ("a-member-may-leave-while-typing", test_a_member_may_leave_while_typing);
  ADD ("a-reload-is-heeded-once-a-minute", test_a_reload_is_heeded_once_a_minute);
  ADD ("reloads-are-spread-over-ten-seconds", test_reloads_are_spread_over_ten_seconds);
  ADD ("a-planned-reload-goes-with-its-session", test_a_planned_reload_goes_with_its_session);

  return g_test_run ();
}
