/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest channel name that hosted Pusher takes, in characters (row 5.24). */
#define PUSHER_CHANNEL_NAME_MAX_LENGTH 164

/**
 * PusherChannelType:
 * @PUSHER_CHANNEL_PUBLIC: anyone may subscribe
 * @PUSHER_CHANNEL_PRIVATE: the application server authorises each subscription
 * @PUSHER_CHANNEL_PRESENCE: private, and its members know of one another
 * @PUSHER_CHANNEL_ENCRYPTED: private, and its events are encrypted between the ends
 *
 * What a channel's name makes of it (row 5.25).
 */
typedef enum
{
  PUSHER_CHANNEL_PUBLIC,
  PUSHER_CHANNEL_PRIVATE,
  PUSHER_CHANNEL_PRESENCE,
  PUSHER_CHANNEL_ENCRYPTED,
} PusherChannelType;

PusherChannelType pusher_channel_name_get_type_of (const char *name);
gboolean pusher_channel_name_check (const char *name, GError **error);

G_END_DECLS
