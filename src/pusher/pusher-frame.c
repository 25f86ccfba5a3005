/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-frame.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-utf8.h"

/* As much of a bad frame as an error quotes. */
#define QUOTED_BYTES 80

static PusherEvent *
refuse (GBytes *frame, const char *problem, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (frame, &length);
  g_autofree char *start = NULL;
  g_autofree char *quoted = NULL;

  start = g_utf8_make_valid (text != NULL ? text : "", (gssize) MIN (length, QUOTED_BYTES));
  quoted = g_strescape (start, NULL);
  g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_FRAME,
               _ ("The server sent something that is not an event (%s): “%s%s”"), problem, quoted,
               length > QUOTED_BYTES ? "…" : "");
  return NULL;
}

/**
 * pusher_frame_parse:
 * @frame: the text of one WebSocket message
 * @error: return location for an error, or %NULL
 *
 * Reads a frame in one strict scan, without building a tree (rows 8.1 to 8.23). Members that are
 * not known are passed over (row 8.18); of duplicate ones the last counts (row 8.13).
 *
 * Returns: (transfer full) (nullable): the event, or %NULL with %PUSHER_ERROR_BAD_FRAME and the
 *   beginning of the frame in the message (row 8.14)
 */
PusherEvent *
pusher_frame_parse (GBytes *frame, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (frame, &length);
  PusherJsonCursor cursor;
  PusherJsonExtent member;
  PusherJsonExtent name = { 0 };
  PusherJsonExtent channel = { 0 };
  PusherJsonExtent user_id = { 0 };
  PusherJsonExtent data = { 0 };

  if (!pusher_utf8_validate (text != NULL ? text : "", length))
    return refuse (frame, "not UTF-8", error);

  pusher_json_cursor_init (&cursor, text, length);
  if (pusher_json_cursor_peek (&cursor) != PUSHER_JSON_OBJECT)
    return refuse (frame, "not a JSON object", error);

  pusher_json_cursor_enter_object (&cursor);
  while (pusher_json_cursor_next_member (&cursor, &member))
    {
      PusherJsonExtent value;

      if (!pusher_json_cursor_skip (&cursor, &value))
        break;

      if (pusher_json_extent_equals (&member, "event"))
        name = value;
      else if (pusher_json_extent_equals (&member, "channel"))
        channel = value;
      else if (pusher_json_extent_equals (&member, "data"))
        data = value;
      else if (pusher_json_extent_equals (&member, "user_id"))
        user_id = value;
    }
  if (!pusher_json_cursor_finish (&cursor))
    return refuse (frame, pusher_json_cursor_get_problem (&cursor, NULL), error);
  if (name.kind != PUSHER_JSON_STRING)
    return refuse (frame, "no event name", error);

  return pusher_event_new_from_frame (frame, &name,
                                      channel.kind == PUSHER_JSON_STRING ? &channel : NULL,
                                      user_id.kind != PUSHER_JSON_INVALID ? &user_id : NULL,
                                      data.kind != PUSHER_JSON_INVALID ? &data : NULL);
}
