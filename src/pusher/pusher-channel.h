/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

#include "pusher/pusher-channel-name.h"
#include "pusher/pusher-event.h"
#include "pusher/pusher-presence.h"

G_BEGIN_DECLS

/**
 * PusherChannelState:
 * @PUSHER_CHANNEL_WANTED: to be subscribed as soon as there is a connection
 * @PUSHER_CHANNEL_AUTHORISING: the authorisation endpoint was asked, or is about to be
 * @PUSHER_CHANNEL_PENDING: the server was asked
 * @PUSHER_CHANNEL_SUBSCRIBED: events arrive
 * @PUSHER_CHANNEL_DENIED: the authorisation endpoint said no
 * @PUSHER_CHANNEL_FAILED: it did not work; tried again by itself where that is worth it
 *
 * How far the subscription of a channel is.
 */
typedef enum
{
  PUSHER_CHANNEL_WANTED,
  PUSHER_CHANNEL_AUTHORISING,
  PUSHER_CHANNEL_PENDING,
  PUSHER_CHANNEL_SUBSCRIBED,
  PUSHER_CHANNEL_DENIED,
  PUSHER_CHANNEL_FAILED,
} PusherChannelState;

#define PUSHER_TYPE_CHANNEL_STATE (pusher_channel_state_get_type ())
GType pusher_channel_state_get_type (void);
const char *pusher_channel_state_to_string (PusherChannelState state);

#define PUSHER_TYPE_CHANNEL (pusher_channel_get_type ())
G_DECLARE_FINAL_TYPE (PusherChannel, pusher_channel, PUSHER, CHANNEL, GObject)

PusherChannel *pusher_channel_new (const char *name);
const char *pusher_channel_get_name (PusherChannel *self);
PusherChannelType pusher_channel_get_channel_type (PusherChannel *self);
PusherPresence *pusher_channel_get_presence (PusherChannel *self);
PusherChannelState pusher_channel_get_state (PusherChannel *self);
gint64 pusher_channel_get_state_since (PusherChannel *self);
const GError *pusher_channel_get_error (PusherChannel *self);
gint64 pusher_channel_get_subscription_count (PusherChannel *self);
gboolean pusher_channel_is_cache (PusherChannel *self);
void pusher_channel_set_subscription_count (PusherChannel *self, gint64 count);
void pusher_channel_emit_event (PusherChannel *self, PusherEvent *event);
void pusher_channel_set_state (PusherChannel *self, PusherChannelState state, const GError *error);

G_END_DECLS
