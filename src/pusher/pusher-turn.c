/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Whatever is dispatched knows when this turn of the main loop began: to find out costs no source
 * of our own, which for each message would cost more than the message. */

#include "pusher/pusher-turn.h"

/**
 * pusher_turn_get_start:
 *
 * Returns: when this turn of the thread's main loop began, in µs of g_get_monotonic_time(), or 0
 *   if nothing is dispatched
 */
gint64
pusher_turn_get_start (void)
{
  GSource *source = g_main_current_source ();

  return source != NULL ? g_source_get_time (source) : 0;
}

/**
 * pusher_turn_has_lasted:
 *
 * Returns: whether something is dispatched, in a turn that has lasted for %PUSHER_TURN
 */
gboolean
pusher_turn_has_lasted (void)
{
  gint64 start = pusher_turn_get_start ();

  return start != 0 && g_get_monotonic_time () - start >= PUSHER_TURN * 1000;
}
