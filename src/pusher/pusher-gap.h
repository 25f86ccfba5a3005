/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PusherGap:
 * @open: whether a connection was made since whose beginning not everything has been answered
 * @lost_at: from when on events of the connection before may not have arrived, in µs, or 0 if there
 * was none
 *
 * The time in which events may have been missed. A plain value; the time is passed in.
 */
typedef struct
{
  gboolean open;
  gint64 lost_at;
} PusherGap;

void pusher_gap_lose (PusherGap *self, gint64 since);
void pusher_gap_sleep (PusherGap *self, gint64 slept);
void pusher_gap_connect (PusherGap *self);
gint64 pusher_gap_close (PusherGap *self, gint64 now);

G_END_DECLS
