/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-patience.h"

/* A connection that an idle proxy cuts early is pinged more often, but never faster than this, in s
 * (row 3.9). */
#define ADAPTED_ACTIVITY_TIMEOUT_MIN 10
/* How often to try while the system says that there is no network, in s (row 14.5). */
#define OFFLINE_RETRY_DELAY ((gint64) 60)
/* How long an attempt goes on undisturbed when the network changes, in s: on most networks the
 * server's greeting takes less (row 14.1). */
#define STALE_ATTEMPT ((gint64) 3)
/* How often a network that comes and goes may cut the wait short, in s (row 14.1). */
#define HURRY_INTERVAL ((gint64) 5)

/**
 * pusher_patience_get_handshake_timeout:
 * @self: experience
 *
 * Returns: how long the next attempt may take until the server's greeting, in s (row 1.13)
 */
guint
pusher_patience_get_handshake_timeout (const PusherPatience *self)
{
  return MIN ((guint) PUSHER_HANDSHAKE_TIMEOUT << MIN (self->handshake_timeouts, 4),
              PUSHER_HANDSHAKE_TIMEOUT_MAX);
}

/**
 * pusher_patience_note_loss:
 * @self: experience
 * @end: how a connection ended
 * @up_for: how long it had been up, in µs
 * @activity_timeout: the silence after which it was pinged, in s
 *
 * Learns from a connection that was lost: whether it held (row 4.18), and, where it went away
 * without a word, that a proxy may end idle ones, which shows by how long it lived (row 3.9).
 */
void
pusher_patience_note_loss (PusherPatience *self,
                           const PusherSocketEnd *end,
                           gint64 up_for,
                           guint activity_timeout)
{
  pusher_backoff_held (&self->backoff, up_for);
  if (end->unclean && up_for < 2 * (gint64) activity_timeout * G_USEC_PER_SEC)
    self->adapted_activity_timeout
        = (guint) MAX (up_for / 2 / G_USEC_PER_SEC, ADAPTED_ACTIVITY_TIMEOUT_MIN);
}

/**
 * pusher_patience_choose_delay:
 * @self: experience
 * @end: how the last socket ended
 * @now: the time, in µs
 * @random: a number of [0, 1)
 *
 * Counts the failure.
 *
 * Returns: how long to wait before the next attempt, in µs
 */
gint64
pusher_patience_choose_delay (PusherPatience *self,
                              const PusherSocketEnd *end,
                              gint64 now,
                              double random)
{
  gint64 delay;

  if (end->no_greeting)
    self->handshake_timeouts++;

  if (end->retry == PUSHER_RETRY_SLOWLY)
    delay = (gint64) (PUSHER_RETRY_SLOW_DELAY * (1.0 + 0.2 * random) * G_USEC_PER_SEC);
  else if (end->retry == PUSHER_RETRY_AT_ONCE)
    delay = pusher_backoff_next_at_once (&self->backoff, now, random);
  else
    delay = pusher_backoff_next (&self->backoff, random);

  /* Without a network there is little use in trying, but the system's word may be wrong (row 14.5).
   */
  if (self->network_unavailable)
    delay = MAX (delay, OFFLINE_RETRY_DELAY * G_USEC_PER_SEC);

  return pusher_backoff_honour (&self->backoff, delay, end->retry_after, random);
}

/**
 * pusher_patience_attempt_is_stale:
 * @self: experience
 * @now: the time, in µs; later by as long as the computer has slept
 *
 * Returns: whether the attempt that is under way began over another network so long ago that it
 * will hardly be answered any more (row 14.1)
 */
gboolean
pusher_patience_attempt_is_stale (const PusherPatience *self, gint64 now)
{
  return now - self->backoff.last_attempt >= STALE_ATTEMPT * G_USEC_PER_SEC;
}

/**
 * pusher_patience_hurry:
 * @self: experience
 * @due: when the next attempt is planned, in µs
 * @now: the time, in µs
 * @random: a number of [0, 1)
 *
 * There is reason to hope: the wait becomes a random moment of at most 1 s, but not over and over
 * while the network comes and goes (row 14.1).
 *
 * Returns: how long to wait instead, in µs, or -1 to wait as planned
 */
gint64
pusher_patience_hurry (PusherPatience *self, gint64 due, gint64 now, double random)
{
  gint64 delay = (gint64) (random * G_USEC_PER_SEC);

  if (self->last_hurry != 0)
    delay = MAX (delay, self->last_hurry + HURRY_INTERVAL * G_USEC_PER_SEC - now);
  if (due - now <= delay)
    return -1;

  self->last_hurry = now + delay;
  return delay;
}
