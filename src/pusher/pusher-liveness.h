/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/**
 * PusherLiveness:
 *
 * Watches whether the other end still lives: after a silence it asks for a ping, and after a
 * silence behind that it reports death.
 */
typedef struct _PusherLiveness PusherLiveness;

/**
 * PusherLivenessHandlers:
 * @ping: send a ping now
 * @dead: the peer has not answered; called once, and nothing after it until the next start
 *
 * Who is told.
 */
typedef struct
{
  void (*ping) (gpointer user_data);
  void (*dead) (gpointer user_data);
} PusherLivenessHandlers;

PusherLiveness *pusher_liveness_new (PusherClock *clock,
                                     const PusherLivenessHandlers *handlers,
                                     gpointer user_data);
void pusher_liveness_free (PusherLiveness *self);
void pusher_liveness_start (PusherLiveness *self, gint64 activity_timeout, gint64 pong_timeout);
void pusher_liveness_stop (PusherLiveness *self);
void pusher_liveness_received (PusherLiveness *self);
gint64 pusher_liveness_get_last_received (const PusherLiveness *self);
void pusher_liveness_check (PusherLiveness *self, gint64 pong_timeout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherLiveness, pusher_liveness_free)

G_END_DECLS
