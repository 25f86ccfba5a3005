/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-effects.h"
#include "fake-clock.h"
#include "pusher/pusher-presence.h"

/* What events do besides becoming notifications, with a clock that the test moves. */

typedef struct
{
  FakeClock *clock;
  TbSessionEffects *effects;
  PusherChannel *room;
  guint n_reloads;
} Fixture;

static void
on_reload (gpointer user_data)
{
  ((Fixture *) user_data)->n_reloads++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PusherEvent) members = pusher_event_new (
      "pusher_internal:subscription_succeeded", "presence-room-x",
      "{\"presence\":{\"ids\":[\"ann\",\"7\"],\"hash\":{\"ann\":{\"name\":\"Ann\"},\"7\":{}},"
      "\"count\":2}}");
  g_autoptr (GError) error = NULL;

  fixture->clock = fake_clock_new ();
  fixture->effects = tb_session_effects_new (PUSHER_CLOCK (fixture->clock), on_reload, fixture);
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
apply (Fixture *fixture, TbRuleEffect effect, const char *payload)
{
  g_autoptr (PusherEvent) event = pusher_event_new ("x", "presence-room-x", payload);

  tb_session_effects_apply (fixture->effects, effect, fixture->room, event);
}

static gboolean
is_typing (Fixture *fixture, const char *id)
{
  return pusher_member_get_typing (
      pusher_presence_lookup (pusher_channel_get_presence (fixture->room), id));
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
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
  apply (fixture, TB_EFFECT_TYPING_STOP, "{\"userId\":\"ann\"}");
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
  fake_clock_advance (fixture->clock, 6);
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
  ADD ("nobody-types-on-a-channel-without-members", test_nobody_types_on_a_channel_without_members);
  ADD ("nobody-types-when-the-connection-is-gone", test_nobody_types_when_the_connection_is_gone);
  ADD ("a-member-may-leave-while-typing", test_a_member_may_leave_while_typing);
  ADD ("a-reload-is-heeded-once-a-minute", test_a_reload_is_heeded_once_a_minute);
  ADD ("reloads-are-spread-over-ten-seconds", test_reloads_are_spread_over_ten_seconds);
  ADD ("a-planned-reload-goes-with-its-session", test_a_planned_reload_goes_with_its_session);

  return g_test_run ();
}
