/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One WebSocket message from the server (rows 8.1 to 8.23). */

#include "fuzz-target.h"
#include "json-agreement.h"

#include <string.h>

#include "inbox/tb-json-literal.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-frame.h"
#include "pusher/pusher-json-text.h"

static void
assert_is_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

/* There are two strict checks, because neither of the rooms that need one may include the other. */
static gboolean
check_is_json (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  PusherJsonExtent extent;
  gboolean is_json;

  if (!g_utf8_validate_len ((const char *) data, size, NULL))
    return FALSE;

  is_json = pusher_json_scan ((const char *) data, size, &extent);
  g_assert_cmpint (is_json, ==, tb_json_literal_is_json (text, PUSHER_JSON_MAX_DEPTH));
  if (is_json)
    assert_json_is_readable (&extent);

  return is_json;
}

static void
check_data (PusherEvent *event)
{
  JsonNode *node = pusher_event_get_data (event);
  const char *text = pusher_event_get_text (event);
  PusherJsonExtent extent;

  assert_is_text (text);
  if (text != NULL)
    check_is_json ((const uint8_t *) text, strlen (text));
  g_assert_true (node == pusher_event_get_data (event));
  if (pusher_event_get_json (event, &extent))
    {
      if (extent.kind == PUSHER_JSON_NULL)
        g_assert_null (node);
      else
        assert_json_agrees (&extent, node);
    }
  else if (node != NULL)
    {
      g_assert_nonnull (text);
      g_assert_cmpstr (json_node_get_string (node), ==, text);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) frame = g_bytes_new_static (data, size);
  g_autoptr (PusherEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_json = check_is_json (data, size);

  event = pusher_frame_parse (frame, &error);
  if (event == NULL)
    {
      g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_FRAME);
      assert_is_text (error->message);
      return 0;
    }

  g_assert_no_error (error);
  g_assert_true (is_json);
  g_assert_nonnull (pusher_event_get_name (event));
  assert_is_text (pusher_event_get_name (event));
  assert_is_text (pusher_event_get_channel (event));
  assert_is_text (pusher_event_get_user_id (event));
  check_data (event);

  return 0;
}
