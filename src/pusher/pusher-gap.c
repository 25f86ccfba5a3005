/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-gap.h"

/**
 * pusher_gap_lose:
 * @self: a gap
 * @since: from when on events may have been missed, in µs
 *
 * A connection was lost. One that is lost before everything was answered prolongs the gap.
 */
void
pusher_gap_lose (PusherGap *self, gint64 since)
{
  self->open = FALSE;
  if (self->lost_at == 0)
    self->lost_at = since;
}

/**
 * pusher_gap_sleep:
 * @self: a gap
 * @slept: for how long the clock stood still although time went by, in µs
 *
 * The gap, if there is one, has lasted for that much longer.
 */
void
pusher_gap_sleep (PusherGap *self, gint64 slept)
{
  if (self->lost_at != 0)
    self->lost_at -= slept;
}

/**
 * pusher_gap_connect:
 * @self: a gap
 *
 * There is a connection again.
 */
void
pusher_gap_connect (PusherGap *self)
{
  self->open = TRUE;
}

/**
 * pusher_gap_close:
 * @self: a gap that is open
 * @now: the time, in µs
 *
 * Everything was answered: from here on nothing is missed.
 *
 * Returns: for how long events may have been missed, in µs, or -1 if nobody had listened before
 */
gint64
pusher_gap_close (PusherGap *self, gint64 now)
{
  gint64 length = self->lost_at != 0 ? now - self->lost_at : -1;

  *self = (PusherGap){ 0 };
  return length;
}
