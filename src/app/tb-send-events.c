/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From JSON that somebody wrote to events; what is wrong with it is told with its place. */

#include "app/tb-send-events.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pusher/pusher-json-text.h"

/* A text and what to call it. */
typedef struct
{
  const char *text;
  gsize length;
  const char *name;
} Source;

/* One event of a batch as it is read. */
typedef struct
{
  char *channel;
  char *name;
  char *data;
  char *socket_id;
} Event;

static void
event_clear (Event *event)
{
  g_free (event->channel);
  g_free (event->name);
  g_free (event->data);
  g_free (event->socket_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Event, event_clear)

static void
find_place (const Source *source, gsize offset, guint *line, guint *character)
{
  *line = 1;
  *character = 1;
  for (gsize i = 0; i < MIN (offset, source->length); i++)
    {
      if (source->text[i] == '\n')
        {
          *line += 1;
          *character = 1;
        }
      else if (((guchar) source->text[i] & 0xc0) != 0x80)
        {
          *character += 1;
        }
    }
}

static void G_GNUC_PRINTF (4, 5)
    refuse (const Source *source, const char *where, GError **error, const char *format, ...)
{
  g_autofree char *problem = NULL;
  guint line;
  guint character;
  va_list arguments;

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  find_place (source, (gsize) (where - source->text), &line, &character);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: a file or an option, a place in it, and what is wrong there */
               _ ("%s, line %u, character %u: %s"), source->name, line, character, problem);
}

static gboolean
check_json (const Source *source, PusherJsonExtent *extent, GError **error)
{
  PusherJsonCursor cursor;
  const char *problem;
  gsize offset;

  if (!g_utf8_validate_len (source->text, source->length, &problem))
    {
      refuse (source, problem, error, _ ("this is not text in UTF-8"));
      return FALSE;
    }

  pusher_json_cursor_init (&cursor, source->text, source->length);
  if (pusher_json_cursor_skip (&cursor, extent) && pusher_json_cursor_finish (&cursor))
    return TRUE;

  problem = pusher_json_cursor_get_problem (&cursor, &offset);
  refuse (source, source->text + offset, error, _ ("this is not JSON (%s)"), problem);
  return FALSE;
}

/**
 * tb_send_events_read_data:
 * @text: (array length=length): what somebody wrote
 * @length: its length in bytes
 * @name: what to call it in an error
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the one JSON value that it is, as it was written, or %NULL
 *   with %G_OPTION_ERROR_BAD_VALUE and the place of the mistake
 */
char *
tb_send_events_read_data (const char *text, gsize length, const char *name, GError **error)
{
  const Source source = { text, length, name };
  PusherJsonExtent extent;

  return check_json (&source, &extent, error) ? g_strndup (extent.text, extent.length) : NULL;
}

/* A member that is a string. */
static gboolean
take_string (const Source *source, const PusherJsonExtent *value, char **place, GError **error)
{
  if (value->kind != PUSHER_JSON_STRING)
    {
      refuse (source, value->text, error, _ ("this has to be a string"));
      return FALSE;
    }

  g_free (*place);
  *place = pusher_json_extent_dup_string (value);
  return TRUE;
}

static gboolean
take_member (const Source *source,
             const PusherJsonExtent *name,
             const PusherJsonExtent *value,
             Event *event,
             GError **error)
{
  if (pusher_json_extent_equals (name, "channel"))
    return take_string (source, value, &event->channel, error);
  if (pusher_json_extent_equals (name, "name") || pusher_json_extent_equals (name, "event"))
    return take_string (source, value, &event->name, error);
  if (pusher_json_extent_equals (name, "socket_id"))
    return take_string (source, value, &event->socket_id, error);
  if (pusher_json_extent_equals (name, "data"))
    {
      /* A string is data that was encoded already, as the HTTP API takes it. */
      if (value->kind == PUSHER_JSON_STRING)
        return take_string (source, value, &event->data, error);
      g_free (event->data);
      event->data = g_strndup (value->text, value->length);
      return TRUE;
    }

  refuse (source, name->text, error,
          _ ("an event of a batch has channel, name, data and socket_id, and nothing else"));
  return FALSE;
}

static PusherPublication *
read_event (const Source *source, const PusherJsonExtent *extent, GError **error)
{
  g_auto (Event) event = { 0 };
  const char *channels[] = { NULL, NULL };
  g_autoptr (GError) local_error = NULL;
  PusherPublication *publication;
  PusherJsonCursor cursor;
  PusherJsonExtent name;
  PusherJsonExtent value;

  pusher_json_cursor_init (&cursor, extent->text, extent->length);
  if (!pusher_json_cursor_enter_object (&cursor))
    {
      refuse (source, extent->text, error, _ ("an event is an object in braces"));
      return NULL;
    }
  while (pusher_json_cursor_next_member (&cursor, &name)
         && pusher_json_cursor_skip (&cursor, &value))
    {
      if (!take_member (source, &name, &value, &event, error))
        return NULL;
    }
  if (event.channel == NULL || event.name == NULL)
    {
      refuse (source, extent->text, error, _ ("this event has no “%s”"),
              event.channel == NULL ? "channel" : "name");
      return NULL;
    }

  channels[0] = event.channel;
  publication = pusher_publication_new (
      channels, event.name, event.data != NULL ? event.data : "{}", event.socket_id, &local_error);
  if (publication == NULL)
    refuse (source, extent->text, error, "%s", local_error->message);

  return publication;
}

/* The array itself, or the object around it that the HTTP API takes. */
static gboolean
find_array (const Source *source, PusherJsonExtent *extent, GError **error)
{
  const char *start = extent->text;
  PusherJsonCursor cursor;
  PusherJsonExtent name;
  PusherJsonExtent value;
  gboolean found = extent->kind == PUSHER_JSON_ARRAY;

  pusher_json_cursor_init (&cursor, extent->text, extent->length);
  if (!found && pusher_json_cursor_enter_object (&cursor)
      && pusher_json_cursor_next_member (&cursor, &name)
      && pusher_json_cursor_skip (&cursor, &value) && pusher_json_extent_equals (&name, "batch")
      && value.kind == PUSHER_JSON_ARRAY)
    {
      *extent = value;
      found = !pusher_json_cursor_next_member (&cursor, &name);
    }
  if (!found)
    refuse (source, start, error, _ ("a batch is a list of events in square brackets"));

  return found;
}

/**
 * tb_send_events_read_batch:
 * @text: (array length=length): what somebody wrote: a JSON array of objects with `channel`,
 *   `name` (or `event`), `data` and `socket_id`, or the same as member `batch` of an object
 * @length: its length in bytes
 * @name: what to call it in an error
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable) (element-type PusherPublication): events, at least one, or
 *   %NULL with %G_OPTION_ERROR_BAD_VALUE and the place of the mistake
 */
GPtrArray *
tb_send_events_read_batch (const char *text, gsize length, const char *name, GError **error)
{
  g_autoptr (GPtrArray) events
      = g_ptr_array_new_with_free_func ((GDestroyNotify) pusher_publication_unref);
  const Source source = { text, length, name };
  PusherJsonCursor cursor;
  PusherJsonExtent extent;

  if (!check_json (&source, &extent, error) || !find_array (&source, &extent, error))
    return NULL;

  pusher_json_cursor_init (&cursor, extent.text, extent.length);
  pusher_json_cursor_enter_array (&cursor);
  while (pusher_json_cursor_next_element (&cursor))
    {
      PusherJsonExtent element;
      PusherPublication *publication;

      pusher_json_cursor_skip (&cursor, &element);
      publication = read_event (&source, &element, error);
      if (publication == NULL)
        return NULL;
      g_ptr_array_add (events, publication);
    }
  if (events->len == 0 || events->len > PUSHER_PUBLICATION_MAX_BATCH)
    {
      refuse (&source, extent.text, error, _ ("a batch has 1 to %d events, and this one has %u"),
              PUSHER_PUBLICATION_MAX_BATCH, events->len);
      return NULL;
    }

  return g_steal_pointer (&events);
}
