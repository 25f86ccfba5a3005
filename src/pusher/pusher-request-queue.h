/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/* How many authorisation requests run at once (row 5.29). */
#define PUSHER_REQUEST_QUEUE_WIDTH 6

/**
 * PusherRequestQueue:
 *
 * Lets a few requests run at once, and not too many in a while, and keeps the rest in line.
 */
typedef struct _PusherRequestQueue PusherRequestQueue;

/**
 * PusherRequestFunc:
 * @user_data: what was given with the function
 *
 * Starts a request; pusher_request_queue_leave() ends it.
 */
typedef void (*PusherRequestFunc) (gpointer user_data);

PusherRequestQueue *pusher_request_queue_new (guint width, PusherClock *clock);
void pusher_request_queue_free (PusherRequestQueue *self);
guint
pusher_request_queue_enter (PusherRequestQueue *self, PusherRequestFunc func, gpointer user_data);
void pusher_request_queue_leave (PusherRequestQueue *self, guint *ticket);
void pusher_request_queue_dismiss (PusherRequestQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherRequestQueue, pusher_request_queue_free)

G_END_DECLS
