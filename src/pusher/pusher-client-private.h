/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-client.h"
#include "pusher/pusher-gap.h"
#include "pusher/pusher-subscription-list.h"
#include "pusher/pusher-token-bucket.h"

G_BEGIN_DECLS

struct _PusherClient
{
  GObject parent_instance;

  PusherConnection *connection;
  PusherAuthorizer *authorizer;
  PusherClock *clock;
  PusherRequestQueue *queue;

  PusherUser *user; /* NULL without an authenticator */
  PusherSubscriptionList *subscriptions;
  PusherTokenBucket client_events;
  PusherGap gap;
};

G_END_DECLS
