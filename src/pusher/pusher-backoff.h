/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest time between two attempts, in s (row 4.17). */
#define PUSHER_BACKOFF_CAP 60
/* Over how long clients that a server asks to wait spread their return, in s. */
#define PUSHER_BACKOFF_SPREAD 30
/* How long a connection has to hold before failures are counted anew, in s (row 4.18). */
#define PUSHER_BACKOFF_STABLE_TIME 10

/**
 * PusherBackoff:
 * @failures: attempts that failed since a connection last held
 * @share: how much of the longest wait this row of failures takes, of [½, 1]
 * @last_attempt: when the last attempt began, in µs
 *
 * How patient to be. A plain value; all decisions are functions of it, the time and a random
 * number.
 */
typedef struct
{
  guint failures;
  double share;
  gint64 last_attempt;
} PusherBackoff;

void pusher_backoff_attempt (PusherBackoff *self, gint64 now);
void pusher_backoff_held (PusherBackoff *self, gint64 up_for);
gint64 pusher_backoff_next (PusherBackoff *self, double random);
gint64 pusher_backoff_next_at_once (PusherBackoff *self, gint64 now, double random);
gint64
pusher_backoff_honour (const PusherBackoff *self, gint64 delay, guint retry_after, double random);

G_END_DECLS
