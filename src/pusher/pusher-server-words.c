/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-server-words.h"

#include <string.h>

#include "pusher/pusher-json-text.h"

/**
 * pusher_server_words_dup:
 * @text: (nullable): what a server says to people, valid UTF-8
 *
 * Makes one line of plain text of it that is fit to be shown and logged: what is not printable,
 * such as line ends, terminal sequences and marks that turn the direction of writing, becomes a
 * space, and what is too long is cut (rows 4.2, 15.4).
 *
 * Returns: (transfer full): at most %PUSHER_SERVER_WORDS_MAX_LENGTH characters, "" for %NULL
 */
char *
pusher_server_words_dup (const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint length = 0;

  for (const char *c = text != NULL ? text : "";
       *c != '\0' && length < PUSHER_SERVER_WORDS_MAX_LENGTH; c = g_utf8_next_char (c), length++)
    {
      gunichar character = g_utf8_get_char (c);

      g_string_append_unichar (words, g_unichar_isprint (character) ? character : ' ');
    }

  return g_strdup (g_strstrip (words->str));
}

/**
 * pusher_server_words_read:
 * @body: (array length=length): the body of an HTTP answer
 * @length: its length in bytes
 * @max_length: how much of it to repeat, in characters
 *
 * Looks for what a server says to people in an answer: `{"error":"…"}`, `{"message":"…"}` or plain
 * text. Pages are not repeated.
 *
 * Returns: (transfer full) (nullable): one line of plain text, as pusher_server_words_dup() makes
 *   it, or %NULL if there are no words
 */
char *
pusher_server_words_read (const char *body, gsize length, gsize max_length)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;

  if (!g_utf8_validate_len (body, length, NULL))
    return NULL;

  node = pusher_json_parse (body, (gssize) length);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      const char *words = pusher_json_get_string (object, "error");

      text = g_strdup (words != NULL ? words : pusher_json_get_string (object, "message"));
    }
  else if (node == NULL && memchr (body, '<', length) == NULL)
    {
      text = g_strndup (body, length);
    }

  shown = pusher_server_words_dup (text);
  if (*shown == '\0')
    return NULL;

  return g_utf8_substring (shown, 0, (glong) MIN ((gsize) g_utf8_strlen (shown, -1), max_length));
}
