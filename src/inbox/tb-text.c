/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What arrives from a server is shown in toasts, menus, lists and terminals, and each of them
 * trusts its text in another way. So text is cleaned once, before it becomes a notification.
 */

#include "inbox/tb-text.h"

#include <string.h>

#define ELLIPSIS 0x2026
#define ZERO_WIDTH_JOINER 0x200d

typedef enum
{
  BIDI_NONE,
  BIDI_EMBEDDING,
  BIDI_OVERRIDE,
  BIDI_POP_EMBEDDING,
  BIDI_ISOLATE,
  BIDI_POP_ISOLATE,
} BidiKind;

/* The explicit formatting characters of Unicode Standard Annex 9, section 2. */
static BidiKind
bidi_kind (gunichar character)
{
  switch (character)
    {
    case 0x202a:
    case 0x202b:
      return BIDI_EMBEDDING;
    case 0x202d:
    case 0x202e:
      return BIDI_OVERRIDE;
    case 0x202c:
      return BIDI_POP_EMBEDDING;
    case 0x2066:
    case 0x2067:
    case 0x2068:
      return BIDI_ISOLATE;
    case 0x2069:
      return BIDI_POP_ISOLATE;
    default:
      return BIDI_NONE;
    }
}

static gboolean
is_line_break (gunichar character)
{
  return character == '\n' || character == '\r' || character == '\v' || character == '\f'
         || character == 0x85 || character == 0x2028 || character == 0x2029;
}

static gboolean
is_dropped (gunichar character)
{
  if (character < 0x20 || (character >= 0x7f && character < 0xa0))
    return TRUE;

  /* Byte order mark and interlinear annotations hide text, noncharacters mean nothing. */
  return character == 0xfeff || (character >= 0xfff9 && character <= 0xfffb)
         || (character >= 0xfdd0 && character <= 0xfdef) || (character & 0xfffe) == 0xfffe;
}

static gboolean
is_regional_indicator (gunichar character)
{
  return character >= 0x1f1e6 && character <= 0x1f1ff;
}

static gboolean
extends_previous (gunichar character)
{
  return g_unichar_ismark (character) || character == ZERO_WIDTH_JOINER
         || (character >= 0x1f3fb && character <= 0x1f3ff)
         || (character >= 0xe0020 && character <= 0xe007f);
}

static gboolean
can_cut_before (const gunichar *characters, gsize index)
{
  gsize run = 0;

  if (extends_previous (characters[index]) || characters[index - 1] == ZERO_WIDTH_JOINER)
    return FALSE;

  /* Two regional indicators are a flag: an odd number before the cut would halve one. */
  if (!is_regional_indicator (characters[index]))
    return TRUE;
  while (run < index && is_regional_indicator (characters[index - 1 - run]))
    run++;
  return run % 2 == 0;
}

static void
limit_characters (GArray *characters, guint max_characters)
{
  const gunichar ellipsis = ELLIPSIS;
  const gunichar *data = (const gunichar *) characters->data;
  gsize cut = max_characters - 1;

  if (characters->len <= max_characters)
    return;

  while (cut > 0 && !can_cut_before (data, cut))
    cut--;
  /* A heap of marks on one letter has no place to cut, and deserves none. */
  if (cut == 0)
    cut = max_characters - 1;
  while (cut > 0 && g_unichar_isspace (data[cut - 1]))
    cut--;

  g_array_set_size (characters, (guint) cut);
  g_array_append_val (characters, ellipsis);
}

/*
 * Drops what would let a text reorder what stands beside it: overrides always (no notification
 * needs them, and "photo_gpj.exe" is what they are used for), embeddings and isolates unless
 * they are closed on the same line, and closers without an opener. Dropped characters become 0.
 */
static void
balance_bidi (GArray *characters)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  gunichar *data = (gunichar *) characters->data;

  for (guint i = 0; i <= characters->len; i++)
    {
      gboolean ends = i == characters->len || data[i] == '\n';
      BidiKind kind = ends ? BIDI_NONE : bidi_kind (data[i]);
      BidiKind opener = kind == BIDI_POP_ISOLATE ? BIDI_ISOLATE : BIDI_EMBEDDING;

      if (ends)
        {
          for (guint j = 0; j < open->len; j++)
            data[g_array_index (open, guint, j)] = 0;
          g_array_set_size (open, 0);
        }
      else if (kind == BIDI_EMBEDDING || kind == BIDI_ISOLATE || kind == BIDI_OVERRIDE)
        {
          g_array_append_val (open, i);
        }
      else if (kind != BIDI_NONE)
        {
          guint top = open->len > 0 ? g_array_index (open, guint, open->len - 1) : 0;
          BidiKind top_kind = open->len > 0 ? bidi_kind (data[top]) : BIDI_NONE;

          if (top_kind == BIDI_OVERRIDE && opener == BIDI_EMBEDDING)
            {
              data[top] = 0;
              data[i] = 0;
              g_array_set_size (open, open->len - 1);
            }
          else if (top_kind == opener)
            {
              g_array_set_size (open, open->len - 1);
            }
          else
            {
              data[i] = 0;
            }
        }
    }
}

static char *
to_utf8 (const GArray *characters)
{
  GString *text = g_string_sized_new (characters->len);

  for (guint i = 0; i < characters->len; i++)
    g_string_append_unichar (text, g_array_index (characters, gunichar, i));

  return g_string_free (text, FALSE);
}

static void
append_repeated (GArray *characters, gunichar character, guint times)
{
  for (guint i = 0; i < times; i++)
    g_array_append_val (characters, character);
}

/* Characters that may be shown, every kind of line break as a newline and tabs as spaces. */
static GArray *
decode (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GArray) characters = g_array_new (FALSE, FALSE, sizeof (gunichar));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '\r' && at[1] == '\n')
        continue;
      if (is_line_break (character))
        character = '\n';
      else if (character == '\t')
        character = ' ';
      else if (is_dropped (character))
        continue;
      g_array_append_val (characters, character);
    }

  return g_steal_pointer (&characters);
}

/*
 * White space is held back until something follows it, so that none is left at the ends of the
 * text or of its lines.
 */
static GArray *
fold_white_space (const GArray *characters, gboolean keep_lines)
{
  g_autoptr (GArray) folded = g_array_new (FALSE, FALSE, sizeof (gunichar));
  guint spaces = 0;
  guint newlines = 0;

  for (guint i = 0; i < characters->len; i++)
    {
      gunichar character = g_array_index (characters, gunichar, i);

      if (character == 0)
        continue;

      if (character == '\n' && keep_lines)
        {
          newlines = MIN (newlines + 1, 2);
          spaces = 0;
        }
      else if (character == ' ' && keep_lines)
        {
          spaces++;
        }
      else if (character == '\n' || (g_unichar_isspace (character) && !keep_lines))
        {
          spaces = 1;
        }
      else
        {
          if (folded->len > 0)
            {
              append_repeated (folded, '\n', newlines);
              append_repeated (folded, ' ', spaces);
            }
          g_array_append_val (folded, character);
          spaces = 0;
          newlines = 0;
        }
    }

  return g_steal_pointer (&folded);
}

/* A text of characters without width alone would be a blank row: it counts as empty. */
static gboolean
is_visible (const GArray *characters)
{
  for (guint i = 0; i < characters->len; i++)
    {
      gunichar character = g_array_index (characters, gunichar, i);

      if (!g_unichar_iszerowidth (character) && !g_unichar_isspace (character))
        return TRUE;
    }

  return FALSE;
}

/* Words of printable ASCII with one space between them, and not too many: nothing to clean. Most
 * texts are like that, and the rest takes fifty times as long. */
static gboolean
is_clean (const char *text, guint max_characters)
{
  guint length = 0;

  for (; text[length] > ' ' && text[length] < 0x7f; length++)
    {
      if (text[length + 1] == ' ')
        length++;
      if (length >= max_characters)
        return FALSE;
    }

  return text[length] == '\0' && length > 0 && text[length - 1] != ' ';
}

static char *
clean (const char *text, guint max_characters, gboolean keep_lines)
{
  g_autoptr (GArray) raw = NULL;
  g_autoptr (GArray) characters = NULL;
  g_autoptr (GArray) folded = NULL;

  g_return_val_if_fail (max_characters > 0, NULL);

  if (text == NULL)
    return g_strdup ("");
  if (is_clean (text, max_characters))
    return g_strdup (text);

  raw = decode (text);
  balance_bidi (raw);
  characters = fold_white_space (raw, keep_lines);
  if (!is_visible (characters))
    return g_strdup ("");

  /* The cut may have taken what closed an embedding, and white space stood behind it. */
  limit_characters (characters, max_characters);
  balance_bidi (characters);
  folded = fold_white_space (characters, keep_lines);
  return to_utf8 (folded);
}

char *
tb_text_clean_line (const char *text, guint max_characters)
{
  return clean (text, max_characters, FALSE);
}

char *
tb_text_clean_body (const char *text, guint max_characters)
{
  return clean (text, max_characters, TRUE);
}

char *
tb_text_limit_bytes (const char *text, gsize max_bytes)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return g_strdup ("");

  /* Some bytes more than wanted, so that no character is taken for a broken one at the cut. */
  valid = g_utf8_make_valid (text, (gssize) strnlen (text, max_bytes + 4));
  if (strlen (valid) <= max_bytes)
    return g_steal_pointer (&valid);

  for (gsize cut = max_bytes;; cut--)
    {
      if ((valid[cut] & 0xc0) != 0x80)
        {
          valid[cut] = '\0';
          return g_steal_pointer (&valid);
        }
    }
}
