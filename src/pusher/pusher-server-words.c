/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-server-words.h"

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
