/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-channel-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-error.h"

/**
 * pusher_channel_name_get_type_of:
 * @name: a channel's name
 *
 * Returns: the channel's type, by its prefix alone: a name that merely contains one is public for
 *   a client (rows 5.25, 5.26, 11.14)
 */
PusherChannelType
pusher_channel_name_get_type_of (const char *name)
{
  if (g_str_has_prefix (name, "private-encrypted-"))
    return PUSHER_CHANNEL_ENCRYPTED;
  if (g_str_has_prefix (name, "private-"))
    return PUSHER_CHANNEL_PRIVATE;
  if (g_str_has_prefix (name, "presence-"))
    return PUSHER_CHANNEL_PRESENCE;

  return PUSHER_CHANNEL_PUBLIC;
}

/**
 * pusher_channel_name_check:
 * @name: a channel's name
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if an application may subscribe to @name, else %FALSE with
 *   %PUSHER_ERROR_BAD_CHANNEL_NAME (row 5.24)
 */
gboolean
pusher_channel_name_check (const char *name, GError **error)
{
  static const char allowed[]
      = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=@,.;";
  gsize length = strlen (name);

  if (length == 0)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_CHANNEL_NAME,
                   _ ("A channel's name must not be empty"));
      return FALSE;
    }
  if (strspn (name, allowed) != length)
    {
      g_autofree char *shown = g_utf8_make_valid (name, -1);

      g_set_error (
          error, PUSHER_ERROR, PUSHER_ERROR_BAD_CHANNEL_NAME,
          _ ("“%s” is not a channel name: only letters, digits and - _ = @ , . ; are allowed"),
          shown);
      return FALSE;
    }
  if (length > PUSHER_CHANNEL_NAME_MAX_LENGTH)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_CHANNEL_NAME,
                   _ ("“%.40s…” is too long for a channel name: at most %d characters are allowed"),
                   name, PUSHER_CHANNEL_NAME_MAX_LENGTH);
      return FALSE;
    }

  return TRUE;
}
