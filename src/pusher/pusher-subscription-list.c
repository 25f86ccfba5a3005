/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-subscription-list.h"

#include <string.h>

struct _PusherSubscriptionList
{
  PusherRequestQueue *queue; /* unowned */
  GPtrArray *subscriptions;
  GHashTable *by_name;  /* name → PusherSubscription, unowned */
  GListStore *channels; /* those that the application wants */
};

static GPtrArray *
copy_all (PusherSubscriptionList *self)
{
  return g_ptr_array_copy (self->subscriptions, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
}

static const char *
get_name (PusherSubscription *subscription)
{
  return pusher_channel_get_name (pusher_subscription_get_channel (subscription));
}

/**
 * pusher_subscription_list_new:
 * @queue: what their authorisations wait in; must outlive the list
 *
 * Returns: (transfer full): an empty list
 */
PusherSubscriptionList *
pusher_subscription_list_new (PusherRequestQueue *queue)
{
  PusherSubscriptionList *self = g_new0 (PusherSubscriptionList, 1);

  self->queue = queue;
  self->subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->channels = g_list_store_new (PUSHER_TYPE_CHANNEL);

  return self;
}

/**
 * pusher_subscription_list_free:
 * @self: (transfer full): a list; whatever is under way in it is stopped
 */
void
pusher_subscription_list_free (PusherSubscriptionList *self)
{
  pusher_request_queue_dismiss (self->queue);
  for (guint i = 0; i < self->subscriptions->len; i++)
    pusher_subscription_stop (g_ptr_array_index (self->subscriptions, i));
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->subscriptions);
  g_list_store_remove_all (self->channels);
  g_object_unref (self->channels);
  g_free (self);
}

/**
 * pusher_subscription_list_lookup:
 * @self: a list
 * @name: (nullable): a channel's name
 *
 * Returns: (nullable) (transfer none): its subscription, wanted or waiting for the server's last
 * word
 */
PusherSubscription *
pusher_subscription_list_lookup (PusherSubscriptionList *self, const char *name)
{
  return name != NULL ? g_hash_table_lookup (self->by_name, name) : NULL;
}

/**
 * pusher_subscription_list_find_refused:
 * @self: a list
 * @error: an error of the server that names no channel
 *
 * Hosted Pusher, Reverb and sockudo refuse a subscription without saying which: it can be told only
 * while exactly one is pending, or by the channel's name in the message (row 5.18).
 *
 * Returns: (nullable) (transfer none): which one @error refuses, or %NULL if that cannot be told
 */
PusherSubscription *
pusher_subscription_list_find_refused (PusherSubscriptionList *self, const GError *error)
{
  PusherSubscription *only = NULL;
  guint n_pending = 0;

  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      PusherSubscription *subscription = g_ptr_array_index (self->subscriptions, i);
      PusherChannel *channel = pusher_subscription_get_channel (subscription);

      if (pusher_channel_get_state (channel) != PUSHER_CHANNEL_PENDING)
        continue;
      if (strstr (error->message, pusher_channel_get_name (channel)) != NULL)
        return subscription;
      only = subscription;
      n_pending++;
    }

  return n_pending == 1 ? only : NULL;
}

/**
 * pusher_subscription_list_suspect_all:
 * @self: a list
 *
 * The server has refused one of those that it was asked for, and it cannot be told which.
 */
void
pusher_subscription_list_suspect_all (PusherSubscriptionList *self)
{
  for (guint i = 0; i < self->subscriptions->len; i++)
    pusher_subscription_suspect (g_ptr_array_index (self->subscriptions, i));
}

/**
 * pusher_subscription_list_add:
 * @self: a list
 * @subscription: (transfer full): a subscription of a channel that is not in the list
 */
void
pusher_subscription_list_add (PusherSubscriptionList *self, PusherSubscription *subscription)
{
  g_ptr_array_add (self->subscriptions, subscription);
  g_hash_table_insert (self->by_name, (char *) get_name (subscription), subscription);
  pusher_subscription_list_show (self, subscription);
}

/**
 * pusher_subscription_list_drop:
 * @self: a list
 * @subscription: a subscription that nothing is awaited for any more
 */
void
pusher_subscription_list_drop (PusherSubscriptionList *self, PusherSubscription *subscription)
{
  /* Somebody may have subscribed again meanwhile. */
  if (pusher_subscription_list_lookup (self, get_name (subscription)) == subscription)
    g_hash_table_remove (self->by_name, get_name (subscription));
  g_ptr_array_remove (self->subscriptions, subscription);
}

/**
 * pusher_subscription_list_show:
 * @self: a list
 * @subscription: one that the application wants from now on
 */
void
pusher_subscription_list_show (PusherSubscriptionList *self, PusherSubscription *subscription)
{
  g_list_store_append (self->channels, pusher_subscription_get_channel (subscription));
}

/**
 * pusher_subscription_list_hide:
 * @self: a list
 * @subscription: one that the application does not want any more
 */
void
pusher_subscription_list_hide (PusherSubscriptionList *self, PusherSubscription *subscription)
{
  guint position;

  if (g_list_store_find (self->channels, pusher_subscription_get_channel (subscription), &position))
    g_list_store_remove (self->channels, position);
}

/**
 * pusher_subscription_list_get_channels:
 * @self: a list
 *
 * Returns: (transfer none): the channels that the application wants, a list of #PusherChannel
 */
GListModel *
pusher_subscription_list_get_channels (PusherSubscriptionList *self)
{
  return G_LIST_MODEL (self->channels);
}

/**
 * pusher_subscription_list_start_all:
 * @self: a list
 *
 * There is a connection, or other credentials: starts whatever is wanted and not under way
 * (row 5.19).
 */
void
pusher_subscription_list_start_all (PusherSubscriptionList *self)
{
  g_autoptr (GPtrArray) subscriptions = copy_all (self);

  for (guint i = 0; i < subscriptions->len; i++)
    {
      PusherSubscription *subscription = g_ptr_array_index (subscriptions, i);

      if (pusher_subscription_get_wanted (subscription))
        pusher_subscription_start (subscription);
    }
}

/**
 * pusher_subscription_list_take_credentials:
 * @self: a list
 *
 * There are other credentials: what was asked with the old ones is asked anew, lest their refusal
 * comes when nobody expects it any more, and then starts whatever is wanted and not under way
 * (row 6.13).
 */
void
pusher_subscription_list_take_credentials (PusherSubscriptionList *self)
{
  g_autoptr (GPtrArray) subscriptions = copy_all (self);

  for (guint i = 0; i < subscriptions->len; i++)
    {
      PusherSubscription *subscription = g_ptr_array_index (subscriptions, i);
      PusherChannel *channel = pusher_subscription_get_channel (subscription);

      if (pusher_channel_get_state (channel) == PUSHER_CHANNEL_AUTHORISING)
        pusher_subscription_stop (subscription);
    }
  pusher_subscription_list_start_all (self);
}

/**
 * pusher_subscription_list_start_waiting:
 * @self: a list
 *
 * It is decided who we are: starts what waits for nothing else (row 7.9). What was denied or has
 * failed goes on waiting for its own reason.
 */
void
pusher_subscription_list_start_waiting (PusherSubscriptionList *self)
{
  g_autoptr (GPtrArray) subscriptions = copy_all (self);

  for (guint i = 0; i < subscriptions->len; i++)
    {
      PusherSubscription *subscription = g_ptr_array_index (subscriptions, i);
      PusherChannel *channel = pusher_subscription_get_channel (subscription);

      if (pusher_subscription_get_wanted (subscription)
          && pusher_channel_get_state (channel) == PUSHER_CHANNEL_WANTED)
        pusher_subscription_start (subscription);
    }
}

/**
 * pusher_subscription_list_stop_all:
 * @self: a list
 *
 * The connection is gone.
 */
void
pusher_subscription_list_stop_all (PusherSubscriptionList *self)
{
  g_autoptr (GPtrArray) subscriptions = copy_all (self);

  /* As one leaves, the next in line would ask for the socket that is gone (row 6.19). */
  pusher_request_queue_dismiss (self->queue);
  for (guint i = 0; i < subscriptions->len; i++)
    {
      PusherSubscription *subscription = g_ptr_array_index (subscriptions, i);

      pusher_subscription_stop (subscription);
      /* Cancelled and never answered: it does not come back (row 5.13). */
      if (!pusher_subscription_get_wanted (subscription))
        pusher_subscription_list_drop (self, subscription);
    }
}

/**
 * pusher_subscription_list_all_answered:
 * @self: a list
 *
 * Returns: whether every channel that is wanted is subscribed, denied or failed (row 14.8)
 */
gboolean
pusher_subscription_list_all_answered (PusherSubscriptionList *self)
{
  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      PusherSubscription *subscription = g_ptr_array_index (self->subscriptions, i);
      PusherChannelState state
          = pusher_channel_get_state (pusher_subscription_get_channel (subscription));

      if (pusher_subscription_get_wanted (subscription) && state != PUSHER_CHANNEL_SUBSCRIBED
          && state != PUSHER_CHANNEL_DENIED && state != PUSHER_CHANNEL_FAILED)
        return FALSE;
    }

  return TRUE;
}
