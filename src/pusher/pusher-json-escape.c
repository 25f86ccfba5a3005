/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-json-escape.h"

static gboolean
read_hex4 (const char *p, const char *end, gunichar *value)
{
  gunichar result = 0;

  if (end - p < 4)
    return FALSE;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return FALSE;
      result = result << 4 | (gunichar) digit;
    }

  *value = result;
  return TRUE;
}

static gboolean
is_high_surrogate (gunichar c)
{
  return c >= 0xd800 && c <= 0xdbff;
}

static gboolean
is_low_surrogate (gunichar c)
{
  return c >= 0xdc00 && c <= 0xdfff;
}

/**
 * pusher_json_read_escape:
 * @p: the first of the four digits of a `\u` escape
 * @end: the end of the text
 * @c: (out): the character; both halves of a surrogate pair are taken together
 * @mended: (out): set to %TRUE, and never to %FALSE, where the escape names what a C string or
 * UTF-8 cannot hold (U+0000, half a pair): such a character becomes U+FFFD (rows 8.9, 8.10)
 *
 * Returns: (nullable): the place behind the escape, or %NULL if it is not one
 */
const char *
pusher_json_read_escape (const char *p, const char *end, gunichar *c, gboolean *mended)
{
  gunichar low;

  if (!read_hex4 (p, end, c))
    return NULL;
  p += 4;

  if (is_high_surrogate (*c) && end - p >= 6 && p[0] == '\\' && p[1] == 'u'
      && read_hex4 (p + 2, end, &low) && is_low_surrogate (low))
    {
      *c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
      p += 6;
    }
  else if (*c == 0 || is_high_surrogate (*c) || is_low_surrogate (*c))
    {
      *c = 0xfffd;
      *mended = TRUE;
    }

  return p;
}
