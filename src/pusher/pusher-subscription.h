/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-authorizer.h"
#include "pusher/pusher-channel.h"
#include "pusher/pusher-clock.h"
#include "pusher/pusher-connection.h"
#include "pusher/pusher-request-queue.h"
#include "pusher/pusher-user.h"

G_BEGIN_DECLS

/* How long a server may take to answer a subscription, in s (row 5.17). */
#define PUSHER_SUBSCRIPTION_TIMEOUT 15
/* How long it may still take when the server has refused one of several and did not say which, in
 * s. */
#define PUSHER_SUSPICION_TIMEOUT 3

typedef struct _PusherSubscription PusherSubscription;

/**
 * PusherSubscriptionHandlers:
 * @event: an event for the application, in plain text
 * @error: something went wrong that ends nothing
 *
 * Who is told what.
 */
typedef struct
{
  void (*event) (PusherSubscription *subscription, PusherEvent *event, gpointer user_data);
  void (*error) (PusherSubscription *subscription, const GError *error, gpointer user_data);
} PusherSubscriptionHandlers;

#define PUSHER_TYPE_SUBSCRIPTION (pusher_subscription_get_type ())
G_DECLARE_FINAL_TYPE (PusherSubscription, pusher_subscription, PUSHER, SUBSCRIPTION, GObject)

PusherSubscription *pusher_subscription_new (const char *name,
                                             PusherConnection *connection,
                                             PusherAuthorizer *authorizer,
                                             PusherRequestQueue *queue,
                                             PusherClock *clock,
                                             PusherUser *user,
                                             const PusherSubscriptionHandlers *handlers,
                                             gpointer user_data);
PusherChannel *pusher_subscription_get_channel (PusherSubscription *self);
gboolean pusher_subscription_get_wanted (PusherSubscription *self);
void pusher_subscription_start (PusherSubscription *self);
void pusher_subscription_stop (PusherSubscription *self);
gboolean pusher_subscription_cancel (PusherSubscription *self);
void pusher_subscription_reinstate (PusherSubscription *self);
void pusher_subscription_deliver (PusherSubscription *self, PusherEvent *event);
void pusher_subscription_succeed (PusherSubscription *self, PusherEvent *event);
void pusher_subscription_refuse (PusherSubscription *self, const GError *error);
void pusher_subscription_suspect (PusherSubscription *self);
gboolean pusher_subscription_get_signed_channel_data (PusherSubscription *self);

G_END_DECLS
