/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Works on the text and builds nothing of it, so that depth costs no stack and a cut payload, which
 * no parser takes, can be read as well. */

#include "inbox/tb-json-indent.h"

static const char *
skip_spaces (const char *p)
{
  while (g_ascii_isspace (*p))
    p++;

  return p;
}

static void
begin_line (GString *result, guint depth)
{
  g_string_append_c (result, '\n');
  for (guint i = 0; i < MIN (depth, TB_JSON_INDENT_DEPTH); i++)
    g_string_append (result, "  ");
}

/* Copies the string that begins at @p; returns what is behind it. */
static const char *
copy_string (GString *result, const char *p)
{
  const char *start = p++;

  while (*p != '\0' && *p != '"')
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      p++;
    }
  if (*p == '"')
    p++;
  g_string_append_len (result, start, p - start);

  return p;
}

/* Copies the bracket at @p, and its partner if nothing is between them; returns what is behind. */
static const char *
open_bracket (GString *result, const char *p, guint *depth)
{
  const char *next = skip_spaces (p + 1);

  g_string_append_c (result, *p);
  if ((*p == '{' && *next == '}') || (*p == '[' && *next == ']'))
    {
      g_string_append_c (result, *next);
      return next + 1;
    }

  (*depth)++;
  if (*next != '\0')
    begin_line (result, *depth);

  return next;
}

char *
tb_json_indent (const char *text)
{
  const char *p = skip_spaces (text);
  GString *result;
  guint depth = 0;

  if (*p != '{' && *p != '[')
    return g_strdup (text);

  result = g_string_new (NULL);
  while (*p != '\0')
    {
      switch (*p)
        {
        case '"':
          p = copy_string (result, p);
          continue;
        case '{':
        case '[':
          p = open_bracket (result, p, &depth);
          continue;
        case '}':
        case ']':
          depth -= depth > 0 ? 1 : 0;
          begin_line (result, depth);
          g_string_append_c (result, *p);
          break;
        case ',':
          g_string_append_c (result, ',');
          begin_line (result, depth);
          break;
        case ':':
          g_string_append (result, ": ");
          break;
        default:
          if (!g_ascii_isspace (*p))
            g_string_append_c (result, *p);
        }
      p++;
    }

  return g_string_free (result, FALSE);
}
