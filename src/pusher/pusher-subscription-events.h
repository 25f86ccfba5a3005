/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-subscription.h"

G_BEGIN_DECLS

gboolean pusher_subscription_events_handle (PusherSubscription *subscription, PusherEvent *event);
gboolean pusher_subscription_events_look_for_replay (PusherEvent *event);
void pusher_subscription_events_refuse (PusherSubscription *subscription,
                                        gboolean unauthorised,
                                        const char *words);

G_END_DECLS
