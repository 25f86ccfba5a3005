/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-json-literal.h"

#include <string.h>

static const char *
skip_space (const char *at)
{
  return at + strspn (at, " \t\r\n");
}

/* From an opening quote to behind the closing one, or to the end of a broken text. */
static const char *
skip_string (const char *at)
{
  for (at++; *at != '\0' && *at != '"'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
    }

  return *at == '"' ? at + 1 : at;
}

static const char *
skip_value (const char *at)
{
  gsize depth = 0;

  do
    {
      at = skip_space (at);
      if (*at == '"')
        {
          at = skip_string (at);
        }
      else if (*at == '{' || *at == '[')
        {
          depth++;
          at++;
        }
      else if (*at == '}' || *at == ']')
        {
          if (depth == 0)
            return at;
          depth--;
          at++;
        }
      else if (*at == ',' || *at == ':')
        {
          if (depth == 0)
            return at;
          at++;
        }
      else
        {
          at += strcspn (at, "{}[],:\" \t\r\n");
        }
    }
  while (depth > 0 && *at != '\0');

  return at;
}

const char *
tb_json_literal_find_member (const char *value, const char *name)
{
  const gsize length = strlen (name);
  const char *found = NULL;
  const char *at;

  if (value == NULL)
    return NULL;
  at = skip_space (value);
  if (*at != '{')
    return NULL;

  at = skip_space (at + 1);
  while (*at == '"')
    {
      const char *key = at + 1;
      const char *key_end = skip_string (at);
      gsize key_length = key_end > key ? (gsize) (key_end - key) - 1 : 0;

      at = skip_space (key_end);
      if (*at != ':')
        return NULL;
      at = skip_space (at + 1);
      if (key_length == length && memcmp (key, name, length) == 0)
        found = at;

      at = skip_space (skip_value (at));
      if (*at != ',')
        break;
      at = skip_space (at + 1);
    }

  return found;
}

const char *
tb_json_literal_find_element (const char *value, guint64 index)
{
  const char *at;

  if (value == NULL)
    return NULL;
  at = skip_space (value);
  if (*at != '[')
    return NULL;

  at = skip_space (at + 1);
  for (; index > 0; index--)
    {
      at = skip_space (skip_value (at));
      if (*at != ',')
        return NULL;
      at = skip_space (at + 1);
    }

  return *at != ']' && *at != '\0' ? at : NULL;
}

char *
tb_json_literal_dup_number (const char *value)
{
  g_autofree char *number = NULL;
  char *end = NULL;

  if (value == NULL)
    return NULL;
  value = skip_space (value);
  number = g_strndup (value, strspn (value, "+-.0123456789eE"));
  if (!g_ascii_isdigit (number[0]) && (number[0] != '-' || !g_ascii_isdigit (number[1])))
    return NULL;

  g_ascii_strtod (number, &end);
  return *end == '\0' ? g_steal_pointer (&number) : NULL;
}

gboolean
tb_json_literal_is_deeper_than (const char *text, guint levels)
{
  gsize depth = 0;

  for (const char *at = text; *at != '\0';)
    {
      if (*at == '"')
        {
          at = skip_string (at);
          continue;
        }
      if ((*at == '{' || *at == '[') && ++depth > levels)
        return TRUE;
      if ((*at == '}' || *at == ']') && depth > 0)
        depth--;
      at++;
    }

  return FALSE;
}
