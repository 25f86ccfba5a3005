/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-maintenance.h"
#include "fake-clock.h"

/* What a web app announces, as it is read and as long as it counts. */

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * SECOND)
/* Noon on 10 March 2026, UTC. */
#define NOON (1773144000 * SECOND)

static TbMaintenance *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  return tb_maintenance_parse (node, text, zone, NOON);
}

static void
test_maintenance_is_read (void)
{
  g_autoptr (TbMaintenance) maintenance
      = parse ("{\"message\":\"New disks\",\"startsAt\":\"2026-03-10T21:00:00.000Z\","
               "\"endsAt\":\"2026-03-10T23:00:00+01:00\"}");

  g_assert_cmpstr (tb_maintenance_get_message (maintenance), ==, "New disks");
  g_assert_cmpint (tb_maintenance_get_starts_at (maintenance), ==, NOON + 9 * HOUR);
  g_assert_cmpint (tb_maintenance_get_ends_at (maintenance), ==, NOON + 10 * HOUR);
  g_assert_cmpint (tb_maintenance_get_expires_at (maintenance), ==, NOON + 10 * HOUR);
}

static void
test_times_are_read_in_all_their_forms (void)
{
  static const char *const times[] = {
    "\"2026-03-10T21:00:00Z\"",
    "\"20260310T210000Z\"",
    "\"2026-03-10T22:00:00+01:00\"",
    "\"2026-03-10T22:00:00\"", /* as the clock on the wall in Berlin shows */
    "\"2026-03-10 22:00:00\"",
    "\" 2026-03-10T22:00:00.5+0100 \"",
    "1773176400",
    "1773176400000",
    "\"1773176400\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"startsAt\":%s}", times[i]);
      g_autoptr (TbMaintenance) maintenance = parse (text);

      g_assert_cmpint (tb_maintenance_get_starts_at (maintenance) / SECOND, ==,
                       (NOON + 9 * HOUR) / SECOND);
    }
}

static void
test_a_day_begins_at_midnight (void)
{
  g_autoptr (TbMaintenance) maintenance = parse ("{\"startsAt\":\"2026-03-11\"}");

  g_assert_cmpint (tb_maintenance_get_starts_at (maintenance), ==, NOON + 11 * HOUR);
}

static void
test_times_that_are_none_are_missing (void)
{
  static const char *const times[] = {
    "null",
    "true",
    "\"\"",
    "\"soon\"",
    "\"22:00\"",
    "\"2026-02-30T10:00:00Z\"",
    "\"9999-12-31T00:00:00Z\"",
    "\"0001-01-01T00:00:00Z\"",
    "-1",
    "0",
    "7",
    "1e300",
    "\"nan\"",
    "\"inf\"",
    "-1e300",
    "{}",
    "[\"2026-03-10T21:00:00Z\"]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("{\"startsAt\":%s,\"endsAt\":%s}", times[i], times[i]);
      g_autoptr (TbMaintenance) maintenance = parse (text);

      g_assert_cmpint (tb_maintenance_get_starts_at (maintenance), ==, 0);
      g_assert_cmpint (tb_maintenance_get_ends_at (maintenance), ==, 0);
    }
}

static void
test_an_end_before_the_start_is_none (void)
{
  g_autoptr (TbMaintenance) maintenance
      = parse ("{\"startsAt\":\"2026-03-10T21:00:00Z\",\"endsAt\":\"2026-03-10T20:00:00Z\"}");

  g_assert_cmpint (tb_maintenance_get_ends_at (maintenance), ==, 0);
  g_assert_cmpint (tb_maintenance_get_expires_at (maintenance), ==, NOON + 9 * HOUR + 24 * HOUR);
}

static void
test_a_message_is_one_line_of_plain_text (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"message\":\"%s\"}", long_text);
  g_autoptr (TbMaintenance) lines = parse ("{\"message\":\" <b>New</b>\\n\\u202edisks\\u0007 \"}");
  g_autoptr (TbMaintenance) plain = parse ("\"At ten\"");
  g_autoptr (TbMaintenance) nothing = tb_maintenance_parse (NULL, NULL, NULL, NOON);
  g_autoptr (TbMaintenance) endless = parse (text);

  g_assert_cmpstr (tb_maintenance_get_message (lines), ==, "<b>New</b> disks");
  g_assert_cmpstr (tb_maintenance_get_message (plain), ==, "At ten");
  g_assert_cmpstr (tb_maintenance_get_message (nothing), ==, "");
  g_assert_cmpint (tb_maintenance_get_expires_at (nothing), ==, NOON + 24 * HOUR);
  g_assert_cmpuint (g_utf8_strlen (tb_maintenance_get_message (endless), -1), <=,
                    TB_MAINTENANCE_MESSAGE_LENGTH);
}

typedef struct
{
  FakeClock *clock;
  TbSessionMaintenance *maintenance;
  guint n_changes;
} Fixture;

static void
on_changed (gpointer user_data)
{
  ((Fixture *) user_data)->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = fake_clock_new ();
  fixture->maintenance
      = tb_session_maintenance_new (PUSHER_CLOCK (fixture->clock), on_changed, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  tb_session_maintenance_free (fixture->maintenance);
  g_assert_finalize_object (fixture->clock);
}

static void
take (Fixture *fixture, const char *message, gint64 starts_at, gint64 ends_at, gint64 now)
{
  g_autoptr (TbMaintenance) maintenance = tb_maintenance_new (message, starts_at, ends_at, now);

  tb_session_maintenance_take (fixture->maintenance, maintenance, now);
}

static gboolean
tells (Fixture *fixture, const char *message)
{
  TbMaintenance *maintenance = tb_session_maintenance_get (fixture->maintenance);

  return maintenance != NULL && g_str_equal (tb_maintenance_get_message (maintenance), message);
}

static void
test_it_ends_with_its_end (Fixture *fixture, gconstpointer data)
{
  take (fixture, "A", NOON + HOUR, NOON + 50 * HOUR, NOON);
  g_assert_true (tells (fixture, "A"));
  fake_clock_advance (fixture->clock, 50 * 3600 - 1);
  g_assert_true (tells (fixture, "A"));
  fake_clock_advance (fixture->clock, 1);
  g_assert_null (tb_session_maintenance_get (fixture->maintenance));
  g_assert_cmpuint (fixture->n_changes, ==, 2);
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
}

static void
test_the_last_word_counts (Fixture *fixture, gconstpointer data)
{
  take (fixture, "A", NOON + HOUR, NOON + 2 * HOUR, NOON);
  take (fixture, "B", NOON + 3 * HOUR, NOON + 4 * HOUR, NOON);
  g_assert_true (tells (fixture, "B"));
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 1);

  /* One that is over calls the other off. */
  take (fixture, "C", NOON - 3 * HOUR, NOON - HOUR, NOON);
  g_assert_null (tb_session_maintenance_get (fixture->maintenance));
  g_assert_cmpuint (fake_clock_get_timers (fixture->clock), ==, 0);
}

static void
test_it_can_end_while_the_computer_sleeps (Fixture *fixture, gconstpointer data)
{
  take (fixture, "A", NOON + HOUR, NOON + 2 * HOUR, NOON);
  tb_session_maintenance_update (fixture->maintenance, NOON + HOUR);
  g_assert_true (tells (fixture, "A"));
  fake_clock_advance (fixture->clock, 3599);
  g_assert_true (tells (fixture, "A"));
  tb_session_maintenance_update (fixture->maintenance, NOON + 3 * HOUR);
  g_assert_null (tb_session_maintenance_get (fixture->maintenance));
}

static void
test_a_dismissed_one_does_not_come_back (Fixture *fixture, gconstpointer data)
{
  take (fixture, "A", NOON + HOUR, NOON + 2 * HOUR, NOON);
  tb_session_maintenance_dismiss (fixture->maintenance);
  tb_session_maintenance_dismiss (fixture->maintenance);
  take (fixture, "A", NOON + HOUR, NOON + 2 * HOUR, NOON + 1);
  g_assert_null (tb_session_maintenance_get (fixture->maintenance));

  take (fixture, "B", 0, 0, NOON);
  g_assert_true (tells (fixture, "B"));
  tb_session_maintenance_dismiss (fixture->maintenance);
  take (fixture, "A", NOON + HOUR, NOON + 2 * HOUR, NOON + 1);
  g_assert_null (tb_session_maintenance_get (fixture->maintenance));
  /* At another time it is another one. */
  take (fixture, "A", NOON + 2 * HOUR, NOON + 3 * HOUR, NOON);
  g_assert_true (tells (fixture, "A"));
}

static void
test_memory_of_dismissed_ones_is_bounded (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *message = g_strdup_printf ("%u", i);

      take (fixture, message, 0, 0, NOON);
      g_assert_true (tells (fixture, message));
      tb_session_maintenance_dismiss (fixture->maintenance);
    }
  take (fixture, "99", 0, 0, NOON);
  g_assert_null (tb_session_maintenance_get (fixture->maintenance));
  take (fixture, "0", 0, 0, NOON);
  g_assert_true (tells (fixture, "0"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define READ(name, function) g_test_add_func ("/maintenance/" name, function)
  READ ("is-read", test_maintenance_is_read);
  READ ("times-are-read-in-all-their-forms", test_times_are_read_in_all_their_forms);
  READ ("a-day-begins-at-midnight", test_a_day_begins_at_midnight);
  READ ("times-that-are-none-are-missing", test_times_that_are_none_are_missing);
  READ ("an-end-before-the-start-is-none", test_an_end_before_the_start_is_none);
  READ ("a-message-is-one-line-of-plain-text", test_a_message_is_one_line_of_plain_text);
#undef READ
#define ADD(name, function)                                                                        \
  g_test_add ("/session-maintenance/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("ends-with-its-end", test_it_ends_with_its_end);
  ADD ("the-last-word-counts", test_the_last_word_counts);
  ADD ("can-end-while-the-computer-sleeps", test_it_can_end_while_the_computer_sleeps);
  ADD ("a-dismissed-one-does-not-come-back", test_a_dismissed_one_does_not_come_back);
  ADD ("memory-of-dismissed-ones-is-bounded", test_memory_of_dismissed_ones_is_bounded);
#undef ADD

  return g_test_run ();
}
