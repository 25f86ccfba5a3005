/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

#include "pusher/pusher-subscription.h"

G_BEGIN_DECLS

/**
 * PusherSubscriptionList:
 *
 * All subscriptions of a client, in the order of the application's calls. Everything that walks
 * over them walks over a copy: handlers may subscribe and unsubscribe meanwhile (row 5.28).
 */
typedef struct _PusherSubscriptionList PusherSubscriptionList;

PusherSubscriptionList *pusher_subscription_list_new (PusherRequestQueue *queue);
void pusher_subscription_list_free (PusherSubscriptionList *self);

PusherSubscription *pusher_subscription_list_lookup (PusherSubscriptionList *self,
                                                     const char *name);
PusherSubscription *pusher_subscription_list_find_refused (PusherSubscriptionList *self,
                                                           const GError *error);
void pusher_subscription_list_add (PusherSubscriptionList *self, PusherSubscription *subscription);
void pusher_subscription_list_drop (PusherSubscriptionList *self, PusherSubscription *subscription);
void pusher_subscription_list_show (PusherSubscriptionList *self, PusherSubscription *subscription);
void pusher_subscription_list_hide (PusherSubscriptionList *self, PusherSubscription *subscription);
void pusher_subscription_list_suspect_all (PusherSubscriptionList *self);
GListModel *pusher_subscription_list_get_channels (PusherSubscriptionList *self);

void pusher_subscription_list_start_all (PusherSubscriptionList *self);
void pusher_subscription_list_take_credentials (PusherSubscriptionList *self);
void pusher_subscription_list_start_waiting (PusherSubscriptionList *self);
void pusher_subscription_list_stop_all (PusherSubscriptionList *self);
gboolean pusher_subscription_list_all_answered (PusherSubscriptionList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherSubscriptionList, pusher_subscription_list_free)

G_END_DECLS
