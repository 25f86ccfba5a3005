/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the protocol itself says about a channel. */

#include "pusher/pusher-subscription-events.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-server-words.h"

/* The status by which soketi says that a signature was not accepted. */
#define STATUS_UNAUTHORISED 401

/* Data `{type, error, status}`, any of which may be missing (row 5.16). */
static void
handle_refusal (PusherSubscription *subscription, PusherEvent *event)
{
  JsonNode *data = pusher_event_get_data (event);
  const char *type = NULL;
  const char *words = NULL;
  gint64 status = 0;

  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    {
      JsonObject *object = json_node_get_object (data);

      type = pusher_json_get_string (object, "type");
      words = pusher_json_get_string (object, "error");
      status = pusher_json_get_int (object, "status");
    }
  pusher_subscription_events_refuse (
      subscription, g_strcmp0 (type, "AuthError") == 0 || status == STATUS_UNAUTHORISED,
      words != NULL ? words : _ ("without a reason"));
}

/* The number, which may be 0, goes to the channel, and the event to the application under its
 * public name (row 12.5). */
static void
handle_count (PusherSubscription *subscription, PusherEvent *event)
{
  JsonNode *data = pusher_event_get_data (event);
  PusherChannel *channel = pusher_subscription_get_channel (subscription);
  g_autoptr (PusherEvent) public_event = NULL;
  JsonNode *count = NULL;

  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    count = json_object_get_member (json_node_get_object (data), "subscription_count");
  if (count == NULL || json_node_get_value_type (count) != G_TYPE_INT64
      || json_node_get_int (count) < 0)
    return;

  pusher_channel_set_subscription_count (channel, json_node_get_int (count));
  public_event = pusher_event_new ("pusher:subscription_count", pusher_channel_get_name (channel),
                                   pusher_event_get_text (event));
  pusher_subscription_deliver (subscription, public_event);
}

/**
 * pusher_subscription_events_handle:
 * @subscription: a subscription
 * @event: an event of its channel
 *
 * Returns: %TRUE if @event was the protocol's own, and is nothing for the application (row 5.4)
 */
gboolean
pusher_subscription_events_handle (PusherSubscription *subscription, PusherEvent *event)
{
  const char *name = pusher_event_get_name (event);
  PusherPresence *presence
      = pusher_channel_get_presence (pusher_subscription_get_channel (subscription));

  if (!g_str_has_prefix (name, "pusher"))
    return FALSE;

  if (g_str_equal (name, "pusher_internal:subscription_succeeded"))
    pusher_subscription_succeed (subscription, event);
  else if (g_str_equal (name, "pusher:subscription_error")
           || g_str_equal (name, "pusher_internal:subscription_error"))
    handle_refusal (subscription, event);
  else if (g_str_equal (name, "pusher_internal:member_added") && presence != NULL)
    pusher_presence_add (presence, event);
  else if (g_str_equal (name, "pusher_internal:member_removed") && presence != NULL)
    pusher_presence_remove (presence, event);
  else if (g_str_equal (name, "pusher_internal:subscription_count"))
    handle_count (subscription, event);
  else
    return pusher_event_is_internal (event);

  return TRUE;
}

/**
 * pusher_subscription_events_look_for_replay:
 * @event: an event of a cache channel, none before which was the replay
 *
 * Marks @event if it is what the cache held: the first after the subscription, unless the server
 * says that it holds nothing (rows 12.1 to 12.3). A count may come first (row 12.5), and so may
 * another member's event, which is never cached (row 12.4).
 *
 * Returns: whether the replay may come still
 */
gboolean
pusher_subscription_events_look_for_replay (PusherEvent *event)
{
  const char *name = pusher_event_get_name (event);

  if (g_str_equal (name, "pusher:cache_miss"))
    return FALSE;
  if (g_str_has_prefix (name, "pusher:") || g_str_has_prefix (name, "client-"))
    return TRUE;

  pusher_event_mark_replay (event);
  return FALSE;
}

/**
 * pusher_subscription_events_refuse:
 * @subscription: a subscription
 * @unauthorised: whether the server did not accept the authorisation
 * @words: the server's own words
 *
 * The server has refused the subscription: puts the reason into words, with the remedy where it is
 * known.
 */
void
pusher_subscription_events_refuse (PusherSubscription *subscription,
                                   gboolean unauthorised,
                                   const char *words)
{
  PusherChannel *channel = pusher_subscription_get_channel (subscription);
  g_autofree char *shown = pusher_server_words_dup (words);
  g_autoptr (GError) error = NULL;

  /* Hosted Pusher and Reverb sign over the channel_data of private channels, soketi and sockudo
   * never do (protocol §6b). */
  if (unauthorised && pusher_subscription_get_signed_channel_data (subscription)
      && pusher_channel_get_channel_type (channel) == PUSHER_CHANNEL_PRIVATE)
    g_set_error (&error, PUSHER_ERROR, PUSHER_ERROR_CHANNEL_DATA,
                 _ ("The server refused the subscription (%s). The web app signs channel_data for "
                    "this private channel, which this server does not accept: the web app has to "
                    "stop sending channel_data for private channels"),
                 shown);
  else if (unauthorised)
    g_set_error (
        &error, PUSHER_ERROR, PUSHER_ERROR_SUBSCRIPTION,
        _ ("The server refused the subscription (%s). The web app's authorisation endpoint "
           "probably signs with the key or secret of another application"),
        shown);
  else
    g_set_error (&error, PUSHER_ERROR, PUSHER_ERROR_SUBSCRIPTION,
                 _ ("The server refused the subscription (%s)"), shown);

  pusher_subscription_refuse (subscription, error);
}
