/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-authorization.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"

struct _PusherAuthorization
{
  char *auth;
  char *channel_data;
  char *user_data;
  char *shared_secret;
};

G_DEFINE_BOXED_TYPE (PusherAuthorization,
                     pusher_authorization,
                     pusher_authorization_copy,
                     pusher_authorization_free)

/* Frees @secret so that it does not stay behind in memory. */
static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static PusherAuthorization *
refuse (const char *problem, GError **error)
{
  g_set_error_literal (error, PUSHER_ERROR, PUSHER_ERROR_BAD_ANSWER, problem);
  return NULL;
}

/**
 * pusher_authorization_parse:
 * @answer: (array length=length): the body of a 2xx answer
 * @length: its length in bytes
 * @error: return location for an error, or %NULL
 *
 * Reads what an authorisation endpoint answered (rows 6.5 to 6.11). No part of the answer appears
 * in the error: it may hold signatures.
 *
 * Returns: (transfer full) (nullable): the authorisation, or %NULL with %PUSHER_ERROR_UNAUTHORIZED
 *   for a page instead of an answer (a sign-in page that was served with 200), else
 *   %PUSHER_ERROR_BAD_ANSWER
 */
PusherAuthorization *
pusher_authorization_parse (const char *answer, gsize length, GError **error)
{
  g_autoptr (PusherAuthorization) self = g_new0 (PusherAuthorization, 1);
  PusherJsonCursor cursor;
  PusherJsonExtent name;
  PusherJsonExtent value;
  gboolean has_auth = FALSE;

  if (length > PUSHER_AUTHORIZATION_MAX_SIZE)
    return refuse (_ ("The authorisation endpoint's answer is too large"), error);
  if (!g_utf8_validate_len (answer, length, NULL))
    return refuse (_ ("The authorisation endpoint's answer is not text"), error);

  pusher_json_cursor_init (&cursor, answer, length);
  switch (pusher_json_cursor_peek (&cursor))
    {
    case PUSHER_JSON_OBJECT:
      break;
    case PUSHER_JSON_STRING:
      return refuse (
          _ ("The authorisation endpoint encodes its answer twice: it must answer a JSON "
             "object, not a string that holds one"),
          error);
    case PUSHER_JSON_INVALID:
      if (cursor.position < cursor.end && *cursor.position == '<')
        {
          g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED,
                       _ ("The authorisation endpoint answered with a web page instead of an "
                          "authorisation, most likely its sign-in page: sign in again"));
          return NULL;
        }
      return refuse (_ ("The authorisation endpoint's answer is not JSON"), error);
    default:
      return refuse (_ ("The authorisation endpoint's answer is not a JSON object"), error);
    }

  pusher_json_cursor_enter_object (&cursor);
  while (pusher_json_cursor_next_member (&cursor, &name)
         && pusher_json_cursor_skip (&cursor, &value))
    {
      if (pusher_json_extent_equals (&name, "auth"))
        {
          has_auth = TRUE;
          wipe (self->auth);
          self->auth = pusher_json_extent_dup_string (&value);
        }
      else if (pusher_json_extent_equals (&name, "channel_data"))
        {
          if (value.kind == PUSHER_JSON_NULL)
            continue;
          if (value.kind != PUSHER_JSON_STRING)
            return refuse (_ ("The authorisation endpoint's channel_data must be a string"), error);
          wipe (self->channel_data);
          self->channel_data = pusher_json_extent_dup_string (&value);
        }
      else if (pusher_json_extent_equals (&name, "user_data"))
        {
          wipe (self->user_data);
          self->user_data = pusher_json_extent_dup_string (&value);
        }
      else if (pusher_json_extent_equals (&name, "shared_secret"))
        {
          wipe (self->shared_secret);
          self->shared_secret = pusher_json_extent_dup_string (&value);
        }
    }

  if (!pusher_json_cursor_finish (&cursor))
    return refuse (_ ("The authorisation endpoint's answer is not JSON"), error);
  if (!has_auth)
    return refuse (_ ("The authorisation endpoint's answer has no “auth”"), error);
  if (self->auth == NULL || strchr (self->auth, ':') == NULL)
    return refuse (_ ("The authorisation endpoint's “auth” is not of the form key:signature"),
                   error);

  return g_steal_pointer (&self);
}

/**
 * pusher_authorization_copy:
 * @self: an authorisation
 *
 * Returns: (transfer full): a copy
 */
PusherAuthorization *
pusher_authorization_copy (const PusherAuthorization *self)
{
  PusherAuthorization *copy = g_new0 (PusherAuthorization, 1);

  copy->auth = g_strdup (self->auth);
  copy->channel_data = g_strdup (self->channel_data);
  copy->user_data = g_strdup (self->user_data);
  copy->shared_secret = g_strdup (self->shared_secret);

  return copy;
}

/**
 * pusher_authorization_free:
 * @self: (transfer full): an authorisation; its members are overwritten first
 */
void
pusher_authorization_free (PusherAuthorization *self)
{
  wipe (self->auth);
  wipe (self->channel_data);
  wipe (self->user_data);
  wipe (self->shared_secret);
  g_free (self);
}

/**
 * pusher_authorization_get_auth:
 * @self: an authorisation
 *
 * Returns: the signature, `key:signature`
 */
const char *
pusher_authorization_get_auth (const PusherAuthorization *self)
{
  return self->auth;
}

/**
 * pusher_authorization_get_channel_data:
 * @self: an authorisation
 *
 * Returns: (nullable): the data that the server signed, byte for byte as they came (row 6.7)
 */
const char *
pusher_authorization_get_channel_data (const PusherAuthorization *self)
{
  return self->channel_data;
}

/**
 * pusher_authorization_get_user_data:
 * @self: an authorisation
 *
 * Returns: (nullable): who the server says we are, a JSON text that it signed, byte for byte as it
 *   came (row 10.2); %NULL in the answer for a channel, or if it was no string
 */
const char *
pusher_authorization_get_user_data (const PusherAuthorization *self)
{
  return self->user_data;
}

/**
 * pusher_authorization_get_shared_secret:
 * @self: an authorisation
 *
 * Returns: (nullable): the key of an encrypted channel in base64, which never leaves this computer
 *   (row 11.1)
 */
const char *
pusher_authorization_get_shared_secret (const PusherAuthorization *self)
{
  return self->shared_secret;
}

/**
 * pusher_authorization_dup_user_id:
 * @self: an authorisation
 *
 * Returns: (transfer full) (nullable): who the server says we are on a presence channel, a number
 *   in its digits (rows 7.6, 7.9); %NULL if it does not say
 */
char *
pusher_authorization_dup_user_id (const PusherAuthorization *self)
{
  PusherJsonCursor cursor;
  PusherJsonExtent name;
  PusherJsonExtent value;
  g_autofree char *user_id = NULL;

  if (self->channel_data == NULL)
    return NULL;

  pusher_json_cursor_init (&cursor, self->channel_data, strlen (self->channel_data));
  if (!pusher_json_cursor_enter_object (&cursor))
    return NULL;
  while (pusher_json_cursor_next_member (&cursor, &name)
         && pusher_json_cursor_skip (&cursor, &value))
    {
      if (pusher_json_extent_equals (&name, "user_id"))
        {
          g_free (user_id);
          user_id = pusher_json_extent_dup_scalar (&value);
        }
    }

  return pusher_json_cursor_finish (&cursor) ? g_steal_pointer (&user_id) : NULL;
}
