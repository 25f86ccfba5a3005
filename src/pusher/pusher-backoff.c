/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-backoff.h"

/**
 * pusher_backoff_attempt:
 * @self: a back-off
 * @now: the time, in µs
 *
 * Notes that an attempt begins.
 */
void
pusher_backoff_attempt (PusherBackoff *self, gint64 now)
{
  self->last_attempt = now;
}

/**
 * pusher_backoff_held:
 * @self: a back-off
 * @up_for: how long the connection that was just lost had been up, in µs
 *
 * Counts failures anew if the connection held (row 4.18): one that dies sooner is a failure like
 * any.
 */
void
pusher_backoff_held (PusherBackoff *self, gint64 up_for)
{
  if (up_for >= (gint64) PUSHER_BACKOFF_STABLE_TIME * G_USEC_PER_SEC)
    self->failures = 0;
}

/**
 * pusher_backoff_next:
 * @self: a back-off
 * @random: a number of [0, 1)
 *
 * Counts a failure. The n-th in a row is followed by a random wait of [½, 1] × min(60 s, 2ⁿ s),
 * so never by less than 1 s, and attempts never end (rows 4.8, 4.12, 4.17, 4.19).
 *
 * Chance is asked at the first failure only, and its answer kept for the whole row: a server that
 * goes away leaves all its clients with the same number of failures, and those who wait a little
 * less each time draw ever further away from those who wait a little more. The fifth attempts then
 * fall evenly on 31 s, where waits drawn anew each time would crowd in the middle of them: twice as
 * many in the worst second.
 *
 * Returns: how long to wait, in µs
 */
gint64
pusher_backoff_next (PusherBackoff *self, double random)
{
  gint64 longest;

  if (self->failures == 0)
    self->share = 0.5 + 0.5 * random;
  if (self->failures < G_MAXUINT)
    self->failures++;
  longest
      = self->failures >= 6 ? PUSHER_BACKOFF_CAP : MIN (PUSHER_BACKOFF_CAP, 1 << self->failures);

  return (gint64) (self->share * (double) (longest * G_USEC_PER_SEC));
}

/**
 * pusher_backoff_next_at_once:
 * @self: a back-off
 * @now: the time, in µs
 * @random: a number of [0, 1)
 *
 * As pusher_backoff_next(), for a loss after which the protocol asks to reconnect at once
 * (rows 3.5, 4.9). That holds only where the last attempt is at least 10 s ago: a server that is
 * shutting down answers every attempt so (row 4.10).
 *
 * Returns: how long to wait, in µs; 0 for at once
 */
gint64
pusher_backoff_next_at_once (PusherBackoff *self, gint64 now, double random)
{
  if (self->failures == 0
      && now - self->last_attempt >= (gint64) PUSHER_BACKOFF_STABLE_TIME * G_USEC_PER_SEC)
    return 0;

  return pusher_backoff_next (self, random);
}

/**
 * pusher_backoff_honour:
 * @self: a back-off that has counted the failure
 * @delay: how long to wait for the back-off's own sake, in µs
 * @retry_after: how long the server asks to wait, in s; 0 if it does not say
 * @random: a number of [0, 1)
 *
 * A server that is drained asks all of its clients at once to come back after the same time, and
 * would have them all back in the same moment. So they come evenly spread over as long again as it
 * asks for, but over no more than half a minute: of a server that asks for 30 s, no second sees
 * more than 3.3 % of its clients, and nobody waits much longer than has to be (row 4.17). Whoever
 * drew a short wait in this row of failures keeps it, as in pusher_backoff_next().
 *
 * Returns: how long to wait, in µs; never less than the server asks for (row 1.11)
 */
gint64
pusher_backoff_honour (const PusherBackoff *self, gint64 delay, guint retry_after, double random)
{
  double part = self->failures > 0 ? 2 * self->share - 1 : random;
  guint spread = MIN (retry_after, PUSHER_BACKOFF_SPREAD);

  return MAX (delay, (gint64) ((retry_after + part * spread) * G_USEC_PER_SEC));
}
