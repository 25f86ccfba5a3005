/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The deepest nesting that is accepted. json-glib 1.6.6 overflows an 8 MiB stack at about
 * 100,000 (row 8.11); no real event comes near this. */
#define PUSHER_JSON_MAX_DEPTH 128

/**
 * PusherJsonKind:
 * @PUSHER_JSON_INVALID: no value starts here
 * @PUSHER_JSON_OBJECT: an object
 * @PUSHER_JSON_ARRAY: an array
 * @PUSHER_JSON_STRING: a string
 * @PUSHER_JSON_NUMBER: a number
 * @PUSHER_JSON_BOOLEAN: true or false
 * @PUSHER_JSON_NULL: null
 *
 * The kinds of JSON values.
 */
typedef enum
{
  PUSHER_JSON_INVALID,
  PUSHER_JSON_OBJECT,
  PUSHER_JSON_ARRAY,
  PUSHER_JSON_STRING,
  PUSHER_JSON_NUMBER,
  PUSHER_JSON_BOOLEAN,
  PUSHER_JSON_NULL,
} PusherJsonKind;

/**
 * PusherJsonExtent:
 * @kind: what stands there
 * @text: the value's first character; not terminated, owned by whoever owns the scanned text
 * @length: its length in bytes, quotes and brackets included
 * @needs_mending: whether json-glib would misread it: a `\u0000` or half a surrogate pair in a
 *   string (rows 8.9, 8.10), or an integer beyond 64 bits (row 8.12)
 *
 * A JSON value where it stands in a text.
 */
typedef struct
{
  PusherJsonKind kind;
  const char *text;
  gsize length;
  gboolean needs_mending;
} PusherJsonExtent;

/**
 * PusherJsonCursor:
 *
 * A place in a JSON text that moves forward over whole values, strictly by RFC 8259.
 * Lives on the stack; its members are private.
 */
typedef struct
{
  const char *position;
  const char *end;
  const char *start;
  guint depth;
  gboolean first;
  gboolean needs_mending;
  const char *problem;
} PusherJsonCursor;

void pusher_json_cursor_init (PusherJsonCursor *self, const char *text, gsize length);
PusherJsonKind pusher_json_cursor_peek (PusherJsonCursor *self);
gboolean pusher_json_cursor_skip (PusherJsonCursor *self, PusherJsonExtent *extent);
gboolean pusher_json_cursor_enter_object (PusherJsonCursor *self);
gboolean pusher_json_cursor_next_member (PusherJsonCursor *self, PusherJsonExtent *name);
gboolean pusher_json_cursor_enter_array (PusherJsonCursor *self);
gboolean pusher_json_cursor_next_element (PusherJsonCursor *self);
gboolean pusher_json_cursor_finish (PusherJsonCursor *self);
const char *pusher_json_cursor_get_problem (const PusherJsonCursor *self, gsize *offset);

gboolean pusher_json_scan (const char *text, gsize length, PusherJsonExtent *extent);

G_END_DECLS
