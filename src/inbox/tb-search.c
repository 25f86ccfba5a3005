/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Words are cut and folded as the tokenizer unicode61 of SQLite's FTS5 does it with
 * remove_diacritics=2 (https://sqlite.org/fts5.html#unicode61_tokenizer), so that a notification
 * that is not in the index yet is found by the same words as one that is.
 *
 * The trigram tokenizer would find the middle of words too, but nothing of fewer than three
 * characters, and most Chinese and Japanese words have two; its index is several times as large
 * and, before SQLite 3.45, minds accents. So the index is one of words, and what it cannot have is
 * looked for in the texts themselves: 20,000 of them are read in some 30 ms.
 */

#include "inbox/tb-search.h"

#include <string.h>

struct _TbSearch
{
  /* (element-type utf8): as typed, for the index; and folded, for texts at hand */
  GPtrArray *indexed;
  GPtrArray *folded;
  /* (element-type utf8): looked for as they stand */
  GPtrArray *scanned;
};

static gboolean
is_word_character (gunichar character)
{
  /* What SQLite's Unicode does not know yet is a letter there. */
  return g_unichar_isalnum (character) || g_unichar_type (character) == G_UNICODE_OTHER_NUMBER
         || g_unichar_type (character) == G_UNICODE_LETTER_NUMBER
         || g_unichar_type (character) == G_UNICODE_PRIVATE_USE;
}

/* The accents that may follow a letter by themselves. */
static gboolean
is_accent (gunichar character)
{
  return character >= 0x300 && character <= 0x331;
}

static gunichar
fold_character (gunichar character)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  /* Only ASCII letters have accents that may be left out: й is not и with something on it. */
  if (character >= 0x80
      && g_unichar_fully_decompose (character, FALSE, parts, G_N_ELEMENTS (parts)) > 1
      && parts[0] < 0x80)
    character = parts[0];

  return g_unichar_tolower (character);
}

/* The words of a text, each with a space before it, so that a search for " wo" finds beginnings. */
static void
append_folded (GString *folded, const char *text)
{
  gboolean within = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (is_word_character (character))
        {
          if (!within)
            g_string_append_c (folded, ' ');
          g_string_append_unichar (folded, fold_character (character));
          within = TRUE;
        }
      else if (!within || !is_accent (character))
        {
          within = FALSE;
        }
    }
}

/* Scripts that put no spaces between words. */
static gboolean
is_unspaced (gunichar character)
{
  switch (g_unichar_get_script (character))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_YI:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
    case G_UNICODE_SCRIPT_TIBETAN:
    case G_UNICODE_SCRIPT_JAVANESE:
    case G_UNICODE_SCRIPT_BALINESE:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_indexed (const char *term)
{
  gboolean has_word = FALSE;

  for (const char *at = term; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (is_unspaced (character))
        return FALSE;
      has_word = has_word || is_word_character (character);
    }

  return has_word;
}

static void
add_term (TbSearch *self, char *term)
{
  GString *folded;

  if (!is_indexed (term))
    {
      g_ptr_array_add (self->scanned, term);
      return;
    }

  folded = g_string_new (NULL);
  append_folded (folded, term);
  g_ptr_array_add (self->indexed, term);
  g_ptr_array_add (self->folded, g_string_free (folded, FALSE));
}

TbSearch *
tb_search_new (const char *text)
{
  TbSearch *self;
  g_autofree char *valid = NULL;
  const char *at;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (TbSearch, 1);
  self->indexed = g_ptr_array_new_with_free_func (g_free);
  self->folded = g_ptr_array_new_with_free_func (g_free);
  self->scanned = g_ptr_array_new_with_free_func (g_free);

  valid = g_utf8_make_valid (text, -1);
  at = valid;
  while (self->indexed->len + self->scanned->len < TB_SEARCH_TERMS)
    {
      const char *start;

      while (*at != '\0' && g_unichar_isspace (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      if (*at == '\0')
        break;
      start = at;
      while (*at != '\0' && !g_unichar_isspace (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      add_term (self, g_strndup (start, (gsize) (at - start)));
    }

  return self;
}

void
tb_search_free (TbSearch *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->indexed);
  g_ptr_array_unref (self->folded);
  g_ptr_array_unref (self->scanned);
  g_free (self);
}

gboolean
tb_search_is_empty (const TbSearch *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->indexed->len == 0 && self->scanned->len == 0;
}

char *
tb_search_dup_expression (const TbSearch *self)
{
  GString *expression;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->indexed->len == 0)
    return NULL;

  /* A string in quotes is a phrase whatever is in it, and a star behind it makes its last word a
   * beginning. */
  expression = g_string_new (NULL);
  for (guint i = 0; i < self->indexed->len; i++)
    {
      g_autoptr (GString) quoted = g_string_new (g_ptr_array_index (self->indexed, i));

      g_string_replace (quoted, "\"", "\"\"", 0);
      g_string_append_printf (expression, "\"%s\"* ", quoted->str);
    }

  return g_string_free (expression, FALSE);
}

gboolean
tb_search_has_scanned (const TbSearch *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->scanned->len > 0;
}

gboolean
tb_search_scan (const TbSearch *self, const char *const *texts, gsize n_texts)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->scanned->len; i++)
    {
      gboolean found = FALSE;

      for (gsize j = 0; j < n_texts && !found; j++)
        found = texts[j] != NULL
                && strcasestr (texts[j], g_ptr_array_index (self->scanned, i)) != NULL;
      if (!found)
        return FALSE;
    }

  return TRUE;
}

gboolean
tb_search_matches (const TbSearch *self, const TbNotification *notification)
{
  const char *texts[5];
  g_autoptr (GString) folded = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (notification != NULL, FALSE);

  texts[0] = tb_notification_get_title (notification);
  texts[1] = tb_notification_get_body (notification);
  texts[2] = tb_notification_get_channel (notification);
  texts[3] = tb_notification_get_event (notification);
  texts[4] = tb_notification_get_category (notification);

  if (!tb_search_scan (self, texts, G_N_ELEMENTS (texts)))
    return FALSE;
  if (self->folded->len == 0)
    return TRUE;

  /* A phrase does not reach from one text into the next. */
  folded = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i] != NULL)
        append_folded (folded, texts[i]);
      g_string_append_c (folded, '\n');
    }
  for (guint i = 0; i < self->folded->len; i++)
    {
      if (strstr (folded->str, g_ptr_array_index (self->folded, i)) == NULL)
        return FALSE;
    }

  return TRUE;
}
