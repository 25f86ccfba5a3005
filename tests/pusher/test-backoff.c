/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How patient to be (protocol §4b), as functions of time and chance. */

#include "pusher/pusher-backoff.h"
#include "pusher/pusher-close.h"
#include "pusher/pusher-connection-state.h"

#define SECONDS(n) ((gint64) ((n) *G_USEC_PER_SEC))

static void
test_delays (void)
{
  static const int longest[] = { 2, 4, 8, 16, 32, 60, 60, 60, 60 };
  PusherBackoff least = { 0 };
  PusherBackoff most = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (longest); i++)
    {
      gint64 delay = pusher_backoff_next (&most, 0.999999);

      g_assert_cmpint (pusher_backoff_next (&least, 0.0), ==, SECONDS (longest[i]) / 2);
      g_assert_cmpint (delay, <=, SECONDS (longest[i]));
      g_assert_cmpint (delay, >, SECONDS (longest[i]) - SECONDS (0.01));
    }
}

static void
test_never_gives_up (void)
{
  PusherBackoff backoff = { .failures = G_MAXUINT - 2, .share = 0.5 };

  for (int i = 0; i < 10; i++)
    g_assert_cmpint (pusher_backoff_next (&backoff, 0.0), ==, SECONDS (30));
}

static void
test_at_least_a_second (void)
{
  PusherBackoff backoff = { 0 };

  g_assert_cmpint (pusher_backoff_next (&backoff, 0.0), >=, SECONDS (1));
}

static void
test_reset (void)
{
  PusherBackoff backoff = { 0 };

  pusher_backoff_next (&backoff, 0.0);
  pusher_backoff_next (&backoff, 0.0);
  pusher_backoff_held (&backoff, SECONDS (9.9));
  g_assert_cmpint (pusher_backoff_next (&backoff, 0.0), ==, SECONDS (4));
  pusher_backoff_held (&backoff, SECONDS (10));
  g_assert_cmpint (pusher_backoff_next (&backoff, 0.0), ==, SECONDS (1));
}

static void
test_at_once (void)
{
  PusherBackoff backoff = { 0 };

  pusher_backoff_attempt (&backoff, SECONDS (100));
  g_assert_cmpint (pusher_backoff_next_at_once (&backoff, SECONDS (110), 0.0), ==, 0);
  pusher_backoff_attempt (&backoff, SECONDS (110));
  g_assert_cmpint (pusher_backoff_next_at_once (&backoff, SECONDS (119.9), 0.0), ==, SECONDS (1));
  pusher_backoff_attempt (&backoff, SECONDS (121));
  g_assert_cmpint (pusher_backoff_next_at_once (&backoff, SECONDS (122), 0.0), ==, SECONDS (2));
  /* An attempt that took long to fail is no connection that held. */
  g_assert_cmpint (pusher_backoff_next_at_once (&backoff, SECONDS (200), 0.0), ==, SECONDS (4));
}

/* Between what the server asks for and as long again, but not more than half a minute later. */
static void
test_server_asks (void)
{
  static const struct
  {
    guint retry_after;
    double least;
    double most;
  } cases[] = { { 0, 1, 2 },    { 1, 1, 2 },       { 5, 5, 10 },
                { 30, 30, 60 }, { 120, 120, 150 }, { 3600, 3600, 3630 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PusherBackoff least = { 0 };
      PusherBackoff most = { 0 };
      gint64 short_delay = pusher_backoff_next (&least, 0.0);
      gint64 long_delay = pusher_backoff_next (&most, 0.999999);
      gint64 soonest = pusher_backoff_honour (&least, short_delay, cases[i].retry_after, 0.0);
      gint64 latest = pusher_backoff_honour (&most, long_delay, cases[i].retry_after, 0.0);

      g_assert_cmpint (soonest, ==, SECONDS (cases[i].least));
      g_assert_cmpint (latest, <=, SECONDS (cases[i].most));
      g_assert_cmpint (latest, >, SECONDS (cases[i].most) - SECONDS (0.1));
    }
}

/* Chance decides where no failure was counted. */
static void
test_server_asks_without_a_failure (void)
{
  const PusherBackoff backoff = { 0 };

  g_assert_cmpint (pusher_backoff_honour (&backoff, 0, 10, 0.5), ==, SECONDS (15));
  g_assert_cmpint (pusher_backoff_honour (&backoff, 0, 0, 0.5), ==, 0);
  g_assert_cmpint (pusher_backoff_honour (&backoff, SECONDS (50), 10, 0.5), ==, SECONDS (50));
}

static void
test_close_codes (void)
{
  static const struct
  {
    guint code;
    PusherRetry retry;
  } codes[] = {
    { 0, PUSHER_RETRY_BACK_OFF },    { 1000, PUSHER_RETRY_BACK_OFF },
    { 1001, PUSHER_RETRY_BACK_OFF }, { 1002, PUSHER_RETRY_BACK_OFF },
    { 1005, PUSHER_RETRY_BACK_OFF }, { 1006, PUSHER_RETRY_BACK_OFF },
    { 1007, PUSHER_RETRY_BACK_OFF }, { 1008, PUSHER_RETRY_BACK_OFF },
    { 1009, PUSHER_RETRY_BACK_OFF }, { 1011, PUSHER_RETRY_BACK_OFF },
    { 3999, PUSHER_RETRY_BACK_OFF }, { 4000, PUSHER_RETRY_BACK_OFF },
    { 4001, PUSHER_RETRY_NEVER },    { 4003, PUSHER_RETRY_NEVER },
    { 4004, PUSHER_RETRY_SLOWLY },   { 4005, PUSHER_RETRY_NEVER },
    { 4007, PUSHER_RETRY_NEVER },    { 4009, PUSHER_RETRY_SLOWLY },
    { 4099, PUSHER_RETRY_NEVER },    { 4100, PUSHER_RETRY_BACK_OFF },
    { 4199, PUSHER_RETRY_BACK_OFF }, { 4200, PUSHER_RETRY_AT_ONCE },
    { 4201, PUSHER_RETRY_AT_ONCE },  { 4299, PUSHER_RETRY_AT_ONCE },
    { 4300, PUSHER_RETRY_BACK_OFF }, { 4301, PUSHER_RETRY_BACK_OFF },
    { 4999, PUSHER_RETRY_BACK_OFF }, { 65535, PUSHER_RETRY_BACK_OFF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpint (pusher_close_get_retry (codes[i].code), ==, codes[i].retry);
}

/* Every phase answers every input, and only these lead anywhere. */
static void
test_phases (void)
{
  guint valid = 0;

  for (int phase = PUSHER_PHASE_IDLE; phase < PUSHER_PHASE_INVALID; phase++)
    {
      g_assert_cmpint (pusher_phase_next (phase, PUSHER_INPUT_STOP), ==, PUSHER_PHASE_IDLE);
      for (int input = PUSHER_INPUT_ATTEMPT; input <= PUSHER_INPUT_STOP; input++)
        valid += pusher_phase_next (phase, input) != PUSHER_PHASE_INVALID;
    }
  g_assert_cmpuint (valid, ==, 5 + 3 + 1 + 2 + 2);

  g_assert_cmpint (pusher_phase_next (PUSHER_PHASE_IDLE, PUSHER_INPUT_GREETED), ==,
                   PUSHER_PHASE_INVALID);
  g_assert_cmpint (pusher_phase_next (PUSHER_PHASE_OPENING, PUSHER_INPUT_ATTEMPT), ==,
                   PUSHER_PHASE_INVALID);
  g_assert_cmpint (pusher_phase_next (PUSHER_PHASE_UP, PUSHER_INPUT_ATTEMPT), ==,
                   PUSHER_PHASE_INVALID);
  g_assert_cmpint (pusher_phase_next (PUSHER_PHASE_OPENING, PUSHER_INPUT_GREETED), ==,
                   PUSHER_PHASE_UP);
  g_assert_cmpint (pusher_phase_next (PUSHER_PHASE_UP, PUSHER_INPUT_LOST), ==,
                   PUSHER_PHASE_WAITING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/4.17/delays-double-up-to-the-cap", test_delays);
  g_test_add_func ("/pusher/4.17/whoever-is-asked-to-wait-comes-back-spread", test_server_asks);
  g_test_add_func ("/pusher/4.17/chance-spreads-whoever-has-not-failed",
                   test_server_asks_without_a_failure);
  g_test_add_func ("/pusher/4.19/attempts-never-end", test_never_gives_up);
  g_test_add_func ("/pusher/4.8/never-less-than-a-second", test_at_least_a_second);
  g_test_add_func ("/pusher/4.18/only-a-connection-that-held-resets", test_reset);
  g_test_add_func ("/pusher/4.10/at-once-only-once", test_at_once);
  g_test_add_func ("/pusher/4.12/what-follows-each-close-code", test_close_codes);
  g_test_add_func ("/pusher/4.22/the-table-of-phases", test_phases);

  return g_test_run ();
}
