/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-backoff.h"
#include "pusher/pusher-socket.h"

G_BEGIN_DECLS

/* How long the first attempt may take until the server's greeting, in s; doubled after each attempt
 * that took too long, up to the other (row 1.13). */
#define PUSHER_HANDSHAKE_TIMEOUT 15
#define PUSHER_HANDSHAKE_TIMEOUT_MAX 60

/**
 * PusherPatience:
 * @backoff: how often it has failed
 * @handshake_timeouts: attempts in a row that got no greeting
 * @adapted_activity_timeout: a bound on the activity timeout, in s, or 0 (row 3.9)
 * @network_unavailable: whether the system believes that there is no network
 * @last_hurry: for when a wait was last cut short, in µs, or 0
 *
 * What experience has taught about when to try next. A plain value; the time and a random number
 * are passed in.
 */
typedef struct
{
  PusherBackoff backoff;
  guint handshake_timeouts;
  guint adapted_activity_timeout;
  gboolean network_unavailable;
  gint64 last_hurry;
} PusherPatience;

guint pusher_patience_get_handshake_timeout (const PusherPatience *self);
void pusher_patience_note_loss (PusherPatience *self,
                                const PusherSocketEnd *end,
                                gint64 up_for,
                                guint activity_timeout);
gboolean pusher_patience_attempt_is_stale (const PusherPatience *self, gint64 now);
gint64 pusher_patience_choose_delay (PusherPatience *self,
                                     const PusherSocketEnd *end,
                                     gint64 now,
                                     double random);
gint64 pusher_patience_hurry (PusherPatience *self, gint64 due, gint64 now, double random);

G_END_DECLS
