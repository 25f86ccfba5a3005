/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * A strict RFC 8259 reader that builds nothing. json-glib accepts much that is not JSON
 * (row 8.8) and dies of deep nesting (row 8.11), so every text passes through here first;
 * and most frames need no more than this (the event's name, its channel, where its data
 * stands).
 */

#include "pusher/pusher-json-cursor.h"
#include "pusher/pusher-json-escape.h"

#include <string.h>

/* Digits of G_MAXINT64: an integer with fewer is certainly exact in json-glib. */
#define INT64_DIGITS 19

static gboolean
fail (PusherJsonCursor *self, const char *problem)
{
  if (self->problem == NULL)
    self->problem = problem;

  return FALSE;
}

static void
skip_space (PusherJsonCursor *self)
{
  const char *p = self->position;

  while (p < self->end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
    p++;
  self->position = p;
}

/* What ends a run of characters that stand for themselves in a string. */
static const guint8 ends_run[256] = {
  [0x00 ... 0x1f] = TRUE,
  ['"'] = TRUE,
  ['\\'] = TRUE,
};

/* What may stand behind a backslash, \u apart. */
static const guint8 is_escape[256] = {
  ['"'] = TRUE, ['\\'] = TRUE, ['/'] = TRUE, ['b'] = TRUE,
  ['f'] = TRUE, ['n'] = TRUE,  ['r'] = TRUE, ['t'] = TRUE,
};

static gboolean
skip_string (PusherJsonCursor *self)
{
  const char *p = self->position + 1;
  gunichar c;

  for (;;)
    {
      while (p < self->end && !ends_run[(guchar) *p])
        p++;
      if (p >= self->end)
        break;

      if (*p == '"')
        {
          self->position = p + 1;
          return TRUE;
        }
      else if (*p != '\\')
        {
          self->position = p;
          return fail (self, "a control character in a string");
        }
      else if (p + 1 >= self->end)
        {
          break;
        }
      else if (p[1] == 'u')
        {
          const char *next = pusher_json_read_escape (p + 2, self->end, &c, &self->needs_mending);

          if (next == NULL)
            {
              self->position = p;
              return fail (self, "a bad \\u escape");
            }
          p = next;
        }
      else if (is_escape[(guchar) p[1]])
        {
          p += 2;
        }
      else
        {
          self->position = p;
          return fail (self, "an unknown escape");
        }
    }

  self->position = self->end;
  return fail (self, "a string without an end");
}

static gboolean
skip_digits (const char **p, const char *end)
{
  const char *start = *p;

  while (*p < end && g_ascii_isdigit (**p))
    (*p)++;

  return *p > start;
}

/* json-glib turns an integer that does not fit 64 bits into -1 (row 8.12). */
static gboolean
fits_int64 (const char *text, gsize length)
{
  char number[24];
  gint64 value;

  if (length >= sizeof number)
    return FALSE;

  memcpy (number, text, length);
  number[length] = '\0';
  return g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, &value, NULL);
}

static gboolean
skip_number (PusherJsonCursor *self)
{
  const char *start = self->position;
  const char *p = start;
  const char *digits;
  gboolean is_integer = TRUE;

  if (*p == '-')
    p++;

  digits = p;
  if (!skip_digits (&p, self->end))
    return fail (self, "a number without digits");
  if (*digits == '0' && p - digits > 1)
    return fail (self, "a number with a leading zero");

  if (p < self->end && *p == '.')
    {
      p++;
      is_integer = FALSE;
      if (!skip_digits (&p, self->end))
        return fail (self, "a number that ends with its point");
    }
  if (p < self->end && (*p == 'e' || *p == 'E'))
    {
      p++;
      is_integer = FALSE;
      if (p < self->end && (*p == '+' || *p == '-'))
        p++;
      if (!skip_digits (&p, self->end))
        return fail (self, "a number without an exponent");
    }

  if (is_integer && p - digits >= INT64_DIGITS && !fits_int64 (start, (gsize) (p - start)))
    self->needs_mending = TRUE;

  self->position = p;
  return TRUE;
}

static gboolean
skip_word (PusherJsonCursor *self, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->position) < length || memcmp (self->position, word, length) != 0)
    return fail (self, "an unknown word");

  self->position += length;
  return TRUE;
}

static gboolean
skip_container (PusherJsonCursor *self, gboolean is_object)
{
  PusherJsonExtent name;

  if (!(is_object ? pusher_json_cursor_enter_object (self) : pusher_json_cursor_enter_array (self)))
    return FALSE;

  while (is_object ? pusher_json_cursor_next_member (self, &name)
                   : pusher_json_cursor_next_element (self))
    {
      if (!pusher_json_cursor_skip (self, NULL))
        return FALSE;
    }

  return self->problem == NULL;
}

/**
 * pusher_json_cursor_init:
 * @self: the cursor to set up
 * @text: (array length=length): valid UTF-8; need not be terminated, and must outlive the cursor
 * @length: its length in bytes
 *
 * Puts @self before the first value of @text.
 */
void
pusher_json_cursor_init (PusherJsonCursor *self, const char *text, gsize length)
{
  /* The text of empty GBytes is NULL, to which C adds not even 0. */
  *self = (PusherJsonCursor){ .position = text,
                              .start = text,
                              .end = length > 0 ? text + length : text };
}

/**
 * pusher_json_cursor_peek:
 * @self: a cursor before a value
 *
 * Returns: the kind of the value that starts next, judged by its first character
 */
PusherJsonKind
pusher_json_cursor_peek (PusherJsonCursor *self)
{
  skip_space (self);
  if (self->problem != NULL || self->position >= self->end)
    return PUSHER_JSON_INVALID;

  switch (*self->position)
    {
    case '{':
      return PUSHER_JSON_OBJECT;
    case '[':
      return PUSHER_JSON_ARRAY;
    case '"':
      return PUSHER_JSON_STRING;
    case 't':
    case 'f':
      return PUSHER_JSON_BOOLEAN;
    case 'n':
      return PUSHER_JSON_NULL;
    default:
      return *self->position == '-' || g_ascii_isdigit (*self->position) ? PUSHER_JSON_NUMBER
                                                                         : PUSHER_JSON_INVALID;
    }
}

/**
 * pusher_json_cursor_skip:
 * @self: a cursor before a value
 * @extent: (out) (optional): where the value stands
 *
 * Moves over one whole value, checking every character of it.
 *
 * Returns: %FALSE if it is not JSON or nests deeper than %PUSHER_JSON_MAX_DEPTH
 */
gboolean
pusher_json_cursor_skip (PusherJsonCursor *self, PusherJsonExtent *extent)
{
  PusherJsonKind kind = pusher_json_cursor_peek (self);
  const char *start = self->position;
  gboolean outer_needs_mending = self->needs_mending;
  gboolean ok = FALSE;

  self->needs_mending = FALSE;

  switch (kind)
    {
    case PUSHER_JSON_OBJECT:
    case PUSHER_JSON_ARRAY:
      ok = skip_container (self, kind == PUSHER_JSON_OBJECT);
      break;
    case PUSHER_JSON_STRING:
      ok = skip_string (self);
      break;
    case PUSHER_JSON_NUMBER:
      ok = skip_number (self);
      break;
    case PUSHER_JSON_BOOLEAN:
      ok = skip_word (self, *start == 't' ? "true" : "false");
      break;
    case PUSHER_JSON_NULL:
      ok = skip_word (self, "null");
      break;
    case PUSHER_JSON_INVALID:
    default:
      ok = fail (self, start >= self->end ? "the text ends too early" : "no value");
      break;
    }

  if (ok && extent != NULL)
    *extent = (PusherJsonExtent){ .kind = kind,
                                  .text = start,
                                  .length = (gsize) (self->position - start),
                                  .needs_mending = self->needs_mending };
  self->needs_mending |= outer_needs_mending;

  return ok;
}

static gboolean
enter (PusherJsonCursor *self, PusherJsonKind kind)
{
  if (pusher_json_cursor_peek (self) != kind)
    return fail (self, "a value of another kind");
  if (self->depth >= PUSHER_JSON_MAX_DEPTH)
    return fail (self, "nested too deeply");

  self->depth++;
  self->position++;
  self->first = TRUE;
  return TRUE;
}

/* Moves behind the comma before the next item, or behind the closing bracket. */
static gboolean
next_item (PusherJsonCursor *self, char closing)
{
  gboolean first = self->first;

  self->first = FALSE;
  skip_space (self);
  if (self->problem != NULL)
    return FALSE;
  if (self->position >= self->end)
    return fail (self, "the text ends too early");

  if (*self->position == closing)
    {
      self->position++;
      self->depth--;
      return FALSE;
    }
  if (first)
    return TRUE;
  if (*self->position != ',')
    return fail (self, "a comma is missing");

  self->position++;
  skip_space (self);
  if (self->position < self->end && *self->position == closing)
    return fail (self, "a comma before the end");

  return TRUE;
}

/**
 * pusher_json_cursor_enter_object:
 * @self: a cursor before an object
 *
 * Moves inside, before the first member; follow with pusher_json_cursor_next_member().
 *
 * Returns: %FALSE if no object starts here, or it is nested too deeply
 */
gboolean
pusher_json_cursor_enter_object (PusherJsonCursor *self)
{
  return enter (self, PUSHER_JSON_OBJECT);
}

/**
 * pusher_json_cursor_next_member:
 * @self: a cursor inside an object, behind a member's value or at the beginning
 * @name: (out): the member's name, a string
 *
 * Moves before the next member's value, which has to be skipped or entered next.
 *
 * Returns: %FALSE when the object has ended, and @self is then behind it, or with a problem
 */
gboolean
pusher_json_cursor_next_member (PusherJsonCursor *self, PusherJsonExtent *name)
{
  if (!next_item (self, '}'))
    return FALSE;
  if (pusher_json_cursor_peek (self) != PUSHER_JSON_STRING)
    return fail (self, "a member without a name");
  if (!pusher_json_cursor_skip (self, name))
    return FALSE;

  skip_space (self);
  if (self->position >= self->end || *self->position != ':')
    return fail (self, "a member without a colon");

  self->position++;
  return TRUE;
}

/**
 * pusher_json_cursor_enter_array:
 * @self: a cursor before an array
 *
 * Moves inside, before the first element; follow with pusher_json_cursor_next_element().
 *
 * Returns: %FALSE if no array starts here, or it is nested too deeply
 */
gboolean
pusher_json_cursor_enter_array (PusherJsonCursor *self)
{
  return enter (self, PUSHER_JSON_ARRAY);
}

/**
 * pusher_json_cursor_next_element:
 * @self: a cursor inside an array, behind an element or at the beginning
 *
 * Moves before the next element, which has to be skipped or entered next.
 *
 * Returns: %FALSE when the array has ended, and @self is then behind it, or with a problem
 */
gboolean
pusher_json_cursor_next_element (PusherJsonCursor *self)
{
  return next_item (self, ']');
}

/**
 * pusher_json_cursor_finish:
 * @self: a cursor behind the outermost value
 *
 * Returns: %TRUE if nothing but white space follows and no problem was met
 */
gboolean
pusher_json_cursor_finish (PusherJsonCursor *self)
{
  skip_space (self);
  if (self->problem != NULL)
    return FALSE;

  return self->position == self->end || fail (self, "text behind the value");
}

/**
 * pusher_json_cursor_get_problem:
 * @self: a cursor
 * @offset: (out) (optional): the byte at which the problem was met
 *
 * Returns: (nullable): what is wrong with the text, in English for a log, or %NULL
 */
const char *
pusher_json_cursor_get_problem (const PusherJsonCursor *self, gsize *offset)
{
  if (offset != NULL)
    *offset = (gsize) (self->position - self->start);

  return self->problem;
}

/**
 * pusher_json_scan:
 * @text: (array length=length): valid UTF-8
 * @length: its length in bytes
 * @extent: (out) (optional): the one value of @text
 *
 * Returns: %TRUE if @text is one JSON value and nothing else, strictly by RFC 8259, and nests no
 *   deeper than %PUSHER_JSON_MAX_DEPTH (rows 8.7, 8.8, 8.11)
 */
gboolean
pusher_json_scan (const char *text, gsize length, PusherJsonExtent *extent)
{
  PusherJsonCursor cursor;

  pusher_json_cursor_init (&cursor, text, length);
  return pusher_json_cursor_skip (&cursor, extent) && pusher_json_cursor_finish (&cursor);
}
