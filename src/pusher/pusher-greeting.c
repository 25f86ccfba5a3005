/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What a server says about the connection itself: its greeting and its errors. */

#include "pusher/pusher-greeting.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-options.h"
#include "pusher/pusher-server-words.h"

static gboolean
enter_data (PusherEvent *event, PusherJsonCursor *cursor)
{
  PusherJsonExtent data;

  if (!pusher_event_get_json (event, &data))
    return FALSE;

  pusher_json_cursor_init (cursor, data.text, data.length);
  return pusher_json_cursor_enter_object (cursor);
}

/* The error that tells a person what to do about a refusal with @code. */
static GError *
explain_code (guint code, const char *message)
{
  PusherError kind = code >= 4000 && code <= 4099 ? PUSHER_ERROR_REFUSED : PUSHER_ERROR_SERVER;

  switch (code)
    {
    case 4001:
      return pusher_error_new_for_status (
          kind, code,
          _ ("The server does not know this app key; check the key and the cluster "
             "or host (%u: %s)"),
          code, message);
    case 4003:
      return pusher_error_new_for_status (
          kind, code,
          _ ("The application is disabled on the server; ask its administrator "
             "(%u: %s)"),
          code, message);
    case 4004:
      return pusher_error_new_for_status (
          kind, code,
          _ ("The application has no connections left on the server; it will be "
             "tried again in some minutes (%u: %s)"),
          code, message);
    case 4009:
      return pusher_error_new_for_status (
          kind, code,
          _ ("The server did not accept this connection: it may restrict origins or "
             "ask for a sign-in in time (%u: %s)"),
          code, message);
    default:
      return pusher_error_new_for_status (kind, code, _ ("The server reports an error (%u: %s)"),
                                          code, message);
    }
}

/**
 * pusher_greeting_parse:
 * @event: a `pusher:connection_established` event
 * @socket_id: (out) (transfer full): the connection's id, an opaque string (row 2.3)
 * @activity_timeout: (out): how long the server wants silence to last at most, in s; 0 if it did
 * not say, or not in numbers (row 2.4)
 * @error: return location for an error, or %NULL
 *
 * Reads the greeting, its data a string or an object (rows 2.1, 2.2).
 *
 * Returns: %FALSE with %PUSHER_ERROR_HANDSHAKE if it has no socket id (row 2.5)
 */
gboolean
pusher_greeting_parse (PusherEvent *event,
                       char **socket_id,
                       guint *activity_timeout,
                       GError **error)
{
  PusherJsonCursor cursor;
  PusherJsonExtent name;
  PusherJsonExtent value;
  g_autofree char *id = NULL;

  *activity_timeout = 0;

  if (enter_data (event, &cursor))
    {
      while (pusher_json_cursor_next_member (&cursor, &name)
             && pusher_json_cursor_skip (&cursor, &value))
        {
          if (pusher_json_extent_equals (&name, "socket_id"))
            {
              g_free (id);
              id = pusher_json_extent_dup_string (&value);
            }
          else if (pusher_json_extent_equals (&name, "activity_timeout")
                   && value.kind == PUSHER_JSON_NUMBER)
            {
              g_autofree char *digits = pusher_json_extent_dup_scalar (&value);
              double seconds = g_ascii_strtod (digits, NULL);

              *activity_timeout = seconds >= 1 && seconds <= G_MAXINT ? (guint) seconds : 0;
            }
        }
    }

  if (id == NULL || *id == '\0')
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_HANDSHAKE,
                   _ ("The server greeted without a socket id"));
      return FALSE;
    }

  *socket_id = g_steal_pointer (&id);
  return TRUE;
}

/* The message and the code of an error frame in each of the forms that servers use: data an object
 * or a string, the code a number, a string, null or absent. */
static char *
read_error (PusherEvent *event, guint *code)
{
  PusherJsonCursor cursor;
  PusherJsonExtent name;
  PusherJsonExtent value;
  g_autofree char *message = NULL;
  guint64 number = 0;

  *code = 0;
  if (!enter_data (event, &cursor))
    return g_strdup (pusher_event_get_text (event));

  while (pusher_json_cursor_next_member (&cursor, &name)
         && pusher_json_cursor_skip (&cursor, &value))
    {
      if (pusher_json_extent_equals (&name, "code"))
        {
          g_autofree char *digits = pusher_json_extent_dup_scalar (&value);

          if (digits == NULL
              || !g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT, &number, NULL))
            number = 0;
        }
      else if (pusher_json_extent_equals (&name, "message"))
        {
          g_free (message);
          message = pusher_json_extent_dup_string (&value);
        }
    }

  *code = (guint) number;
  return g_steal_pointer (&message);
}

/**
 * pusher_server_error_new:
 * @event: a `pusher:error` event
 * @code: (out) (optional): its code, 0 if it has none (row 4.2)
 *
 * Reads an error frame in each of the forms that servers use: data an object or a string, the code
 * a number, a string, null or absent (rows 2.6, 4.2).
 *
 * Returns: (transfer full): %PUSHER_ERROR_REFUSED for the codes 4000 to 4099, else
 * %PUSHER_ERROR_SERVER
 */
GError *
pusher_server_error_new (PusherEvent *event, guint *code)
{
  guint number;
  g_autofree char *message = read_error (event, &number);

  if (code != NULL)
    *code = number;

  return pusher_server_error_new_for_code (number, message);
}

/**
 * pusher_server_report_new:
 * @event: a `pusher:error` event that came after the greeting
 *
 * Reads an error that is information only (row 4.1). Its message is the server's own words, without
 * an explanation: the same codes mean other things here than instead of a greeting.
 *
 * Returns: (transfer full): %PUSHER_ERROR_REFUSED if the server has refused something, such as a
 * signature, else %PUSHER_ERROR_SERVER
 */
GError *
pusher_server_report_new (PusherEvent *event)
{
  guint code;
  g_autofree char *message = read_error (event, &code);
  g_autofree char *words = pusher_server_words_dup (message);
  /* Hosted Pusher gives no code with it. */
  gboolean refused
      = (code >= 4000 && code <= 4099) || (message != NULL && strstr (message, "nvalid signature"));
  int kind = refused ? PUSHER_ERROR_REFUSED : PUSHER_ERROR_SERVER;

  if (code == 0)
    return g_error_new_literal (PUSHER_ERROR, kind, words);

  return g_error_new (PUSHER_ERROR, kind, "%u: %s", code, words);
}

/**
 * pusher_server_error_new_for_code:
 * @code: the code of an error frame or of a close frame, 0 if it has none
 * @message: (nullable): the server's words with it
 *
 * Puts a code into the same words, whichever way it came (rows 4.6, 4.16).
 *
 * Returns: (transfer full): %PUSHER_ERROR_REFUSED for the codes 4000 to 4099, else
 *   %PUSHER_ERROR_SERVER
 */
GError *
pusher_server_error_new_for_code (guint code, const char *message)
{
  g_autofree char *shown = pusher_server_words_dup (message);

  if (code == 0)
    return g_error_new (PUSHER_ERROR, PUSHER_ERROR_SERVER, _ ("The server reports: %s"), shown);

  return explain_code (code, shown);
}
