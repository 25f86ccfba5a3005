/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-text-search.h"

#include <string.h>

/* Between the texts of a notification, so that no word is found across two of them: white space,
 * which no word has. */
#define BETWEEN '\n'

struct _TbTextSearch
{
  /* (element-type utf8): folded, none of them empty */
  GPtrArray *words;
  /* The texts of one notification, folded; kept for its memory. */
  GString *folded;
};

/* Letters that Unicode does not take apart, though people do. */
static const struct
{
  gunichar letter;
  const char *instead;
} letters[] = {
  { 0x00df, "ss" }, /* ß */
  { 0x00e6, "ae" }, /* æ */
  { 0x00f0, "d" },  /* ð */
  { 0x00f8, "o" },  /* ø */
  { 0x00fe, "th" }, /* þ */
  { 0x0111, "d" },  /* đ */
  { 0x0127, "h" },  /* ħ */
  { 0x0131, "i" },  /* ı */
  { 0x0142, "l" },  /* ł */
  { 0x0153, "oe" }, /* œ */
  { 0x0167, "t" },  /* ŧ */
  { 0x03c2, "σ" },  /* ς, a σ that ends a word */
};

static void
append_letter (GString *folded, gunichar letter)
{
  /* Accents and vowel points have a class of their own; letters that only look like marks, such as
   * the vowels of Devanagari, have none. */
  if (g_unichar_combining_class (letter) != 0)
    return;

  letter = g_unichar_tolower (letter);
  for (gsize i = 0; letter >= letters[0].letter && i < G_N_ELEMENTS (letters); i++)
    {
      if (letters[i].letter == letter)
        {
          g_string_append (folded, letters[i].instead);
          return;
        }
    }
  g_string_append_unichar (folded, letter);
}

void
tb_text_search_fold (const char *text, GString *folded)
{
  const char *p = text;

  while (*p != '\0')
    {
      gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
      gsize n_parts;

      if ((guchar) *p < 0x80)
        {
          g_string_append_c (folded, g_ascii_tolower (*p));
          p++;
          continue;
        }

      n_parts = g_unichar_fully_decompose (g_utf8_get_char (p), TRUE, parts, G_N_ELEMENTS (parts));
      for (gsize i = 0; i < n_parts; i++)
        append_letter (folded, parts[i]);
      p = g_utf8_next_char (p);
    }
}

static gboolean
is_space (const char *p)
{
  return (guchar) *p < 0x80 ? g_ascii_isspace (*p) : g_unichar_isspace (g_utf8_get_char (p));
}

static void
add_word (GPtrArray *words, const char *start, const char *end)
{
  g_autofree char *word = g_strndup (start, (gsize) (end - start));
  GString *folded = g_string_new (NULL);

  tb_text_search_fold (word, folded);
  /* Of a lonely accent nothing is left. */
  if (folded->len > 0)
    g_ptr_array_add (words, g_string_free (folded, FALSE));
  else
    g_string_free (folded, TRUE);
}

TbTextSearch *
tb_text_search_new (const char *text)
{
  g_autoptr (TbTextSearch) self = g_new0 (TbTextSearch, 1);
  const char *p = text != NULL ? text : "";

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->folded = g_string_new (NULL);
  while (*p != '\0')
    {
      const char *start;

      while (*p != '\0' && is_space (p))
        p = g_utf8_next_char (p);
      start = p;
      while (*p != '\0' && !is_space (p))
        p = g_utf8_next_char (p);
      if (p > start)
        add_word (self->words, start, p);
    }

  return self->words->len > 0 ? g_steal_pointer (&self) : NULL;
}

void
tb_text_search_free (TbTextSearch *self)
{
  g_ptr_array_unref (self->words);
  g_string_free (self->folded, TRUE);
  g_free (self);
}

gboolean
tb_text_search_matches_texts (TbTextSearch *self, const char *const *texts, gsize n_texts)
{
  g_string_truncate (self->folded, 0);
  for (gsize i = 0; i < n_texts; i++)
    {
      if (texts[i] == NULL)
        continue;
      tb_text_search_fold (texts[i], self->folded);
      g_string_append_c (self->folded, BETWEEN);
    }

  for (guint i = 0; i < self->words->len; i++)
    {
      if (strstr (self->folded->str, g_ptr_array_index (self->words, i)) == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
tb_text_search_matches (TbTextSearch *self, const TbNotification *notification)
{
  const char *const texts[] = {
    tb_notification_get_title (notification),    tb_notification_get_body (notification),
    tb_notification_get_channel (notification),  tb_notification_get_event (notification),
    tb_notification_get_category (notification),
  };

  return tb_text_search_matches_texts (self, texts, G_N_ELEMENTS (texts));
}
