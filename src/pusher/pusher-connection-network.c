/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What follows when networks come, go and change, and after a sleep (protocol §14). */

#include "pusher/pusher-connection-private.h"

static void
give_up_attempt (PusherConnection *self)
{
  pusher_connection_set_phase (self, PUSHER_INPUT_LOST);
  pusher_connection_drop_socket (self);
  pusher_connection_schedule (
      self, pusher_backoff_next (&self->patience.backoff, pusher_clock_get_random (self->clock)));
}

/* Cuts short whatever wait is planned, that after a refusal too (rows 4.7, 14.1), unless there is
 * no network to try (row 14.5). */
static void
hurry (PusherConnection *self, gint64 slept)
{
  gint64 now = pusher_clock_get_time (self->clock);
  double random = pusher_clock_get_random (self->clock);
  gint64 delay;

  if (self->patience.network_unavailable)
    return;

  if (self->phase == PUSHER_PHASE_OPENING
      && pusher_patience_attempt_is_stale (&self->patience, now + slept))
    give_up_attempt (self);
  if (self->retry_timer == 0)
    return;

  delay = pusher_patience_hurry (&self->patience, self->retry_time, now, random);
  if (delay < 0)
    return;

  pusher_clock_clear_timer (self->clock, &self->retry_timer);
  pusher_connection_schedule (self, delay);
}

/**
 * pusher_connection_set_network_available:
 * @self: a connection
 * @available: whether the system believes that there is a network
 *
 * A network that comes cuts a wait short (row 14.1); one that goes is reason for a ping, but the
 * socket is kept: the system may be wrong (rows 3.11, 14.2). Attempts go on without one, once a
 * minute (row 14.5).
 */
void
pusher_connection_set_network_available (PusherConnection *self, gboolean available)
{
  gboolean was_available = !self->patience.network_unavailable;

  self->patience.network_unavailable = !available;
  if (available)
    hurry (self, 0);
  else if (was_available && self->phase == PUSHER_PHASE_UP)
    pusher_socket_check (self->socket, FALSE);
}

/**
 * pusher_connection_network_changed:
 * @self: a connection
 *
 * The way to the network is another one: the socket may be dead without knowing, and a wait may be
 * in vain (rows 14.1, 14.3).
 */
void
pusher_connection_network_changed (PusherConnection *self)
{
  if (self->phase == PUSHER_PHASE_UP)
    pusher_socket_check (self->socket, TRUE);
  else
    hurry (self, 0);
}

/**
 * pusher_connection_route_changed:
 * @self: a connection
 *
 * The way to the server is to be another one, such as another proxy: what goes the old way is given
 * up, however well it works, and what waits does so no longer (row 14.10).
 */
void
pusher_connection_route_changed (PusherConnection *self)
{
  if (self->phase == PUSHER_PHASE_UP)
    {
      pusher_socket_leave (self->socket);
      return;
    }

  if (self->phase == PUSHER_PHASE_OPENING)
    give_up_attempt (self);
  hurry (self, 0);
}

/**
 * pusher_connection_resumed:
 * @self: a connection
 * @slept: for how long the computer was suspended, in µs
 *
 * No timer has run meanwhile (row 3.14). A socket that was left alone for longer than the server
 * waits is given up at once, any other is pinged (row 14.4).
 */
void
pusher_connection_resumed (PusherConnection *self, gint64 slept)
{
  if (self->phase == PUSHER_PHASE_UP)
    pusher_socket_resumed (self->socket, slept);
  else
    hurry (self, slept);
}
