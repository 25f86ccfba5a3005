/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What may be sent to the other members of a channel. */

#include "pusher/pusher-client-event.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-message.h"

static char *
refuse (GError **error, PusherError code, const char *message)
{
  g_set_error_literal (error, PUSHER_ERROR, (int) code, message);
  return NULL;
}

/**
 * pusher_client_event_build:
 * @channel: (nullable): the channel, or %NULL if it is not wanted
 * @event: the event's name
 * @data: the event's data; an object for Laravel Reverb, which takes nothing else (row 9.1)
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the frame to send, or %NULL with %PUSHER_ERROR_BAD_EVENT
 * (rows 9.2 to 9.4, 9.10) or %PUSHER_ERROR_NOT_SUBSCRIBED (row 9.5)
 */
char *
pusher_client_event_build (PusherChannel *channel,
                           const char *event,
                           JsonNode *data,
                           GError **error)
{
  g_autofree char *text = NULL;

  if (!g_str_has_prefix (event, "client-") || !g_utf8_validate (event, -1, NULL))
    return refuse (error, PUSHER_ERROR_BAD_EVENT,
                   _ ("The name of an event that a client sends begins with “client-”"));
  if (channel == NULL || pusher_channel_get_state (channel) != PUSHER_CHANNEL_SUBSCRIBED)
    return refuse (error, PUSHER_ERROR_NOT_SUBSCRIBED,
                   _ ("An event can be sent on a channel that is subscribed only"));

  switch (pusher_channel_get_channel_type (channel))
    {
    case PUSHER_CHANNEL_PUBLIC:
      return refuse (error, PUSHER_ERROR_BAD_EVENT,
                     _ ("An event can be sent on private and presence channels only"));
    case PUSHER_CHANNEL_ENCRYPTED:
      return refuse (error, PUSHER_ERROR_BAD_EVENT,
                     _ ("No event can be sent on an encrypted channel"));
    case PUSHER_CHANNEL_PRIVATE:
    case PUSHER_CHANNEL_PRESENCE:
    default:
      break;
    }

  text = json_to_string (data, FALSE);
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, PUSHER_ERROR_BAD_EVENT, _ ("The event's data are not text"));
  if (strlen (text) > PUSHER_CLIENT_EVENT_MAX_SIZE)
    return refuse (error, PUSHER_ERROR_BAD_EVENT, _ ("The event's data are too large"));

  return pusher_message_client_event (pusher_channel_get_name (channel), event, data);
}
