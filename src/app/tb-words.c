/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the user is told of an account's state. */

#include "app/tb-words.h"

#include <glib/gi18n.h>

/**
 * tb_words_get_state:
 * @state: a session's state
 *
 * Returns: the state in the user's language
 */
const char *
tb_words_get_state (TbSessionState state)
{
  switch (state)
    {
    case TB_SESSION_CONNECTED:
      return _ ("online");
    case TB_SESSION_CONNECTING:
      return _ ("connecting…");
    case TB_SESSION_UNAVAILABLE:
      return _ ("offline, trying again");
    case TB_SESSION_REFUSED:
      return _ ("refused by the server");
    case TB_SESSION_SIGN_IN_NEEDED:
      return _ ("sign-in needed");
    case TB_SESSION_DISCONNECTED:
    default:
      return _ ("off");
    }
}

/**
 * tb_words_describe_account:
 * @name: an account's name
 * @state: its session's state
 *
 * Returns: (transfer full): both on one line
 */
char *
tb_words_describe_account (const char *name, TbSessionState state)
{
  /* Translators: an account's name and its state, “Acme: online” */
  return g_strdup_printf (_ ("%s: %s"), name, tb_words_get_state (state));
}

/**
 * tb_words_dup_plain:
 * @text: (nullable): a text from a server, valid UTF-8
 *
 * Makes @text fit for a terminal, which obeys control characters: each becomes a question mark.
 *
 * Returns: (transfer full): one line of plain text, empty for %NULL
 */
char *
tb_words_dup_plain (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      g_string_append_unichar (plain, g_unichar_iscntrl (character) ? '?' : character);
    }

  return g_string_free (g_steal_pointer (&plain), FALSE);
}
