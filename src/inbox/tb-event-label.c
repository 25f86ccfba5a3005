/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-event-label.h"

#include <glib/gi18n.h>
#include <string.h>

#define CLIENT_EVENT_PREFIX "client-"

typedef struct
{
  const char *event;
  const char *label;
} KnownEvent;

/* The events that the contract names and that somebody may see. */
static const KnownEvent known_events[] = {
  { "notification", N_ ("Notification") },
  { "notification:urgent", N_ ("Urgent notification") },
  { "alert", N_ ("Alert") },
  { "system:maintenance", N_ ("Maintenance") },
  { "record:created", N_ ("Record created") },
  { "record:updated", N_ ("Record updated") },
  { "record:deleted", N_ ("Record deleted") },
  { "order:created", N_ ("Order created") },
  { "order:paid", N_ ("Order paid") },
  { "order:shipped", N_ ("Order shipped") },
  { "ai:completed", N_ ("AI task completed") },
  { "ai:failed", N_ ("AI task failed") },
};

/* A capital begins a word after a small letter, and before one when it ends an abbreviation. */
static gboolean
begins_word (const char *start, const char *at)
{
  gunichar before;
  gunichar after;

  if (at == start || !g_unichar_isupper (g_utf8_get_char (at)))
    return FALSE;

  before = g_utf8_get_char (g_utf8_prev_char (at));
  after = g_utf8_get_char (g_utf8_next_char (at));
  return g_unichar_islower (before) || g_unichar_isdigit (before)
         || (g_unichar_isupper (before) && g_unichar_islower (after));
}

static gboolean
is_abbreviation (const char *word)
{
  glong length = g_utf8_strlen (word, -1);

  if (length < 2)
    return FALSE;
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_islower (g_utf8_get_char (at)))
        return FALSE;
    }
  return TRUE;
}

static GStrv
split_words (const char *name)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *at = name;; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gboolean is_part
          = g_unichar_isalnum (character) || (g_unichar_ismark (character) && word->len > 0);

      if (word->len > 0 && (!is_part || begins_word (name, at)))
        {
          g_strv_builder_add (words, word->str);
          g_string_truncate (word, 0);
        }
      if (is_part)
        g_string_append_unichar (word, character);
      if (character == 0)
        break;
    }

  return g_strv_builder_end (words);
}

static void
append_word (GString *label, const char *word)
{
  g_autofree char *small = g_utf8_strdown (word, -1);

  if (label->len > 0)
    {
      g_string_append_c (label, ' ');
      g_string_append (label, is_abbreviation (word) ? word : small);
    }
  else if (is_abbreviation (word))
    {
      g_string_append (label, word);
    }
  else
    {
      g_string_append_unichar (label, g_unichar_totitle (g_utf8_get_char (small)));
      g_string_append (label, g_utf8_next_char (small));
    }
}

char *
tb_event_label (const char *event)
{
  g_autofree char *valid = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) label = g_string_new (NULL);
  const char *name;
  const char *class_name;

  g_return_val_if_fail (event != NULL, NULL);

  valid = g_utf8_make_valid (event, -1);
  name = valid;
  if (g_str_has_prefix (name, CLIENT_EVENT_PREFIX))
    name += strlen (CLIENT_EVENT_PREFIX);

  for (gsize i = 0; i < G_N_ELEMENTS (known_events); i++)
    {
      if (g_str_equal (name, known_events[i].event))
        return g_strdup (_ (known_events[i].label));
    }

  class_name = strrchr (name, '\\');
  if (class_name != NULL && class_name[1] != '\0')
    name = class_name + 1;

  words = split_words (name);
  for (gsize i = 0; words[i] != NULL; i++)
    append_word (label, words[i]);

  return label->len > 0 ? g_strdup (label->str) : g_strdup (_ ("Notification"));
}
