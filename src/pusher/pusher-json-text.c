/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* From a scanned extent to strings, and what is read from trees. */

#include "pusher/pusher-json-text.h"

#include <string.h>

#include "pusher/pusher-json-escape.h"
#include "pusher/pusher-json-tree.h"
#include "pusher/pusher-utf8.h"

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

  if (!pusher_utf8_validate (text, bytes) || !pusher_json_scan (text, bytes, &extent))
    return NULL;

  return pusher_json_tree_build (&extent);
}
