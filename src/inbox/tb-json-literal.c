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

/* From an opening quote to behind the closing one; %FALSE if it is no string of RFC 8259. */
static gboolean
check_string (const char **at)
{
  const char *p = *at + 1;

  for (; *p != '"'; p++)
    {
      if ((guchar) *p < 0x20)
        return FALSE;
      if (*p != '\\')
        continue;

      p++;
      if (*p == 'u')
        {
          for (int i = 0; i < 4; i++)
            {
              p++;
              if (!g_ascii_isxdigit (*p))
                return FALSE;
            }
        }
      else if (*p == '\0' || strchr ("\"\\/bfnrt", *p) == NULL)
        {
          return FALSE;
        }
    }

  *at = p + 1;
  return TRUE;
}

static gboolean
check_digits (const char **at)
{
  const char *start = *at;

  while (g_ascii_isdigit (**at))
    (*at)++;

  return *at > start;
}

static gboolean
check_number (const char **at)
{
  if (**at == '-')
    (*at)++;
  if (**at == '0')
    (*at)++;
  else if (!check_digits (at))
    return FALSE;

  if (**at == '.')
    {
      (*at)++;
      if (!check_digits (at))
        return FALSE;
    }
  if (**at == 'e' || **at == 'E')
    {
      (*at)++;
      if (**at == '+' || **at == '-')
        (*at)++;
      if (!check_digits (at))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_word (const char **at)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_has_prefix (*at, words[i]))
        {
          *at += strlen (words[i]);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean check_value (const char **at, guint levels);

static gboolean
check_container (const char **at, guint levels)
{
  const char closing = **at == '{' ? '}' : ']';

  if (levels == 0)
    return FALSE;

  *at = skip_space (*at + 1);
  if (**at == closing)
    {
      (*at)++;
      return TRUE;
    }

  while (TRUE)
    {
      if (closing == '}')
        {
          *at = skip_space (*at);
          if (**at != '"' || !check_string (at))
            return FALSE;
          *at = skip_space (*at);
          if (**at != ':')
            return FALSE;
          (*at)++;
        }
      if (!check_value (at, levels - 1))
        return FALSE;

      *at = skip_space (*at);
      if (**at != ',' && **at != closing)
        return FALSE;
      (*at)++;
      if ((*at)[-1] == closing)
        return TRUE;
    }
}

static gboolean
check_value (const char **at, guint levels)
{
  *at = skip_space (*at);
  if (**at == '{' || **at == '[')
    return check_container (at, levels);
  if (**at == '"')
    return check_string (at);
  if (**at == '-' || g_ascii_isdigit (**at))
    return check_number (at);

  return check_word (at);
}

gboolean
tb_json_literal_is_json (const char *text, guint levels)
{
  const char *at = text;

  return check_value (&at, levels) && *skip_space (at) == '\0';
}
