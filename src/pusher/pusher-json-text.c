/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From a scanned extent to strings and trees. */

#include "pusher/pusher-json-text.h"

#include <string.h>

#include "pusher/pusher-json-escape.h"

/* Copies the string literal at @p, which the scan accepted, without its quotes and escapes. */
static char *
decode_string (const char *p, gsize length)
{
  const char *end = p + length - 1;
  GString *result = g_string_sized_new (length);

  p++;
  while (p < end)
    {
      const char *stop = memchr (p, '\\', (gsize) (end - p));

      if (stop == NULL)
        stop = end;
      g_string_append_len (result, p, stop - p);
      p = stop;
      if (p >= end)
        break;

      p++;
      switch (*p)
        {
        case 'u':
          {
            gunichar c = 0;
            gboolean mended = FALSE;

            p = pusher_json_read_escape (p + 1, end, &c, &mended);
            g_string_append_unichar (result, c);
          }
          break;
        case 'b':
          g_string_append_c (result, '\b');
          p++;
          break;
        case 'f':
          g_string_append_c (result, '\f');
          p++;
          break;
        case 'n':
          g_string_append_c (result, '\n');
          p++;
          break;
        case 'r':
          g_string_append_c (result, '\r');
          p++;
          break;
        case 't':
          g_string_append_c (result, '\t');
          p++;
          break;
        default:
          g_string_append_c (result, *p);
          p++;
          break;
        }
    }

  return g_string_free (result, FALSE);
}

/* Appends the string literal at @p with the escapes that json-glib misreads replaced, and
 * returns the place behind it. */
static const char *
mend_string (GString *result, const char *p, const char *end)
{
  g_string_append_c (result, *p++);
  while (p < end && *p != '"')
    {
      gunichar c = 0;
      gboolean mended = FALSE;
      const char *next;

      if (*p != '\\')
        {
          g_string_append_c (result, *p++);
          continue;
        }
      if (p[1] != 'u')
        {
          g_string_append_len (result, p, 2);
          p += 2;
          continue;
        }

      next = pusher_json_read_escape (p + 2, end, &c, &mended);
      if (mended)
        g_string_append (result, "\\ufffd");
      else
        g_string_append_len (result, p, next - p);
      p = next;
    }
  g_string_append_c (result, '"');

  return p + 1;
}

/* The text of @extent such that json-glib reads it right: impossible characters as U+FFFD,
 * integers beyond 64 bits as strings with their digits. */
static char *
mend (const PusherJsonExtent *extent)
{
  const char *p = extent->text;
  const char *end = p + extent->length;
  GString *result = g_string_sized_new (extent->length + 16);

  while (p < end)
    {
      if (*p == '"')
        {
          p = mend_string (result, p, end);
        }
      else if (*p == '-' || g_ascii_isdigit (*p))
        {
          PusherJsonCursor cursor;
          PusherJsonExtent number;

          pusher_json_cursor_init (&cursor, p, (gsize) (end - p));
          pusher_json_cursor_skip (&cursor, &number);
          if (number.needs_mending)
            g_string_append_c (result, '"');
          g_string_append_len (result, number.text, (gssize) number.length);
          if (number.needs_mending)
            g_string_append_c (result, '"');
          p += number.length;
        }
      else
        {
          g_string_append_c (result, *p++);
        }
    }

  return g_string_free (result, FALSE);
}

/**
 * pusher_json_extent_equals:
 * @extent: the extent of a string
 * @string: plain ASCII without anything that JSON escapes
 *
 * Returns: %TRUE if the string says @string, however it is escaped
 */
gboolean
pusher_json_extent_equals (const PusherJsonExtent *extent, const char *string)
{
  g_autofree char *decoded = NULL;

  if (extent->kind != PUSHER_JSON_STRING)
    return FALSE;
  if (memchr (extent->text, '\\', extent->length) == NULL)
    return extent->length == strlen (string) + 2
           && memcmp (extent->text + 1, string, extent->length - 2) == 0;

  decoded = decode_string (extent->text, extent->length);
  return g_strcmp0 (decoded, string) == 0;
}

/**
 * pusher_json_extent_dup_string:
 * @extent: an extent that a scan gave
 *
 * Returns: (transfer full) (nullable): what the string says, U+0000 and half surrogate pairs as
 *   U+FFFD, or %NULL if @extent is not a string
 */
char *
pusher_json_extent_dup_string (const PusherJsonExtent *extent)
{
  if (extent->kind != PUSHER_JSON_STRING)
    return NULL;
  if (memchr (extent->text, '\\', extent->length) == NULL)
    return g_strndup (extent->text + 1, extent->length - 2);

  return decode_string (extent->text, extent->length);
}

/**
 * pusher_json_extent_dup_scalar:
 * @extent: an extent that a scan gave
 *
 * Ids come as strings or as numbers, and a number may be larger than any C type: its digits
 * are kept as they were written (rows 2.3, 7.6, 7.7).
 *
 * Returns: (transfer full) (nullable): the string, or the number as it was written, or %NULL for
 *   anything else
 */
char *
pusher_json_extent_dup_scalar (const PusherJsonExtent *extent)
{
  if (extent->kind == PUSHER_JSON_NUMBER)
    return g_strndup (extent->text, extent->length);

  return pusher_json_extent_dup_string (extent);
}

/**
 * pusher_json_extent_parse:
 * @extent: an extent that a scan gave
 *
 * Builds the tree of a value that the strict scan accepted. Of duplicate members the last wins
 * (row 8.13).
 *
 * Returns: (transfer full) (nullable): the value, or %NULL if json-glib cannot read it all the same
 */
JsonNode *
pusher_json_extent_parse (const PusherJsonExtent *extent)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *mended = extent->needs_mending ? mend (extent) : NULL;
  const char *text = mended != NULL ? mended : extent->text;
  gssize length = mended != NULL ? (gssize) strlen (mended) : (gssize) extent->length;
  g_autoptr (GError) error = NULL;

  if (!json_parser_load_from_data (parser, text, length, &error))
    {
      g_debug ("json-glib refused what the scan accepted: %s", error->message);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

/**
 * pusher_json_get_string:
 * @object: an object from elsewhere
 * @member: a member's name
 *
 * json-glib complains aloud of a member that is of another kind than the caller hopes.
 *
 * Returns: (nullable) (transfer none): the string, or %NULL if @object has no such member or it is
 *   no string
 */
const char *
pusher_json_get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * pusher_json_get_int:
 * @object: an object from elsewhere
 * @member: a member's name
 *
 * Returns: the integer, or 0 if @object has no such member or it is no integer
 */
gint64
pusher_json_get_int (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : 0;
}

/**
 * pusher_json_parse:
 * @text: (array length=length): a text of any origin
 * @length: its length in bytes, or -1 if it is terminated
 *
 * Reads @text as JSON, strictly: what RFC 8259 does not know, what nests deeper than
 * %PUSHER_JSON_MAX_DEPTH, and what is not UTF-8 is refused.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL if @text is not JSON
 */
JsonNode *
pusher_json_parse (const char *text, gssize length)
{
  gsize bytes = length < 0 ? strlen (text) : (gsize) length;
  PusherJsonExtent extent;

  if (!g_utf8_validate_len (text, bytes, NULL) || !pusher_json_scan (text, bytes, &extent))
    return NULL;

  return pusher_json_extent_parse (&extent);
}
