/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a WebSocket message to an event, or not (protocol §8). */

#include <string.h>

#include "pusher/pusher-error.h"
#include "pusher/pusher-frame.h"

static PusherEvent *
parse_bytes (const void *bytes, gsize length, GError **error)
{
  g_autoptr (GBytes) frame = g_bytes_new (bytes, length);

  return pusher_frame_parse (frame, error);
}

static PusherEvent *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  PusherEvent *event = parse_bytes (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (event);

  return event;
}

static void
assert_refused (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PusherEvent) event = parse_bytes (text, length, &error);

  g_assert_null (event);
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_FRAME);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 600);
}

static void
test_not_an_event (void)
{
  static const char *const frames[] = {
    "x",
    "not json",
    "{",
    "[]",
    "\"x\"",
    "5",
    "null",
    "{}",
    "{\"event\":null}",
    "{\"event\":1}",
    "{\"event\":{}}",
    "{\"event\":[]}",
    "{\"event\":true}",
    "{\"event\":\"e\"",
    "{\"event\":\"e\"}}",
    "{\"event\":\"e\",}",
    "{\"data\":1}",
    "{\"event\":\"e\",\"data\":tru}",
    "{'event':'e'}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    assert_refused (frames[i], strlen (frames[i]));
}

static void
test_quoted (void)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (parse_bytes (long_text, 100000, &error));
  g_assert_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_FRAME);
  g_assert_nonnull (strstr (error->message, "xxxxxxxxxx"));
  g_assert_cmpuint (strlen (error->message), <, 300);
}

static void
test_names (void)
{
  static const char *const names[]
      = { "toString", "__proto__", "", "a b", "Illuminate\\\\Notifications\\\\Sent", "é" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *frame = g_strdup_printf ("{\"event\":\"%s\"}", names[i]);
      g_autoptr (PusherEvent) event = parse (frame);
      g_autofree char *name = g_strcompress (names[i]);

      g_assert_cmpstr (pusher_event_get_name (event), ==, name);
      g_assert_null (pusher_event_get_channel (event));
    }
}

static void
test_unknown_members (void)
{
  g_autoptr (PusherEvent) event
      = parse ("{\"message_id\":\"m\",\"serial\":7,\"event\":\"e\",\"stream_id\":\"s\","
               "\"extras\":{\"a\":[{}]},\"channel\":\"c\",\"tags\":[1],\"sequence\":1,"
               "\"__delta_seq\":2,\"data\":\"d\"}");

  g_assert_cmpstr (pusher_event_get_name (event), ==, "e");
  g_assert_cmpstr (pusher_event_get_channel (event), ==, "c");
  g_assert_cmpstr (pusher_event_get_text (event), ==, "d");
}

static void
test_channel_of_another_kind (void)
{
  g_autoptr (PusherEvent) null_channel = parse ("{\"event\":\"e\",\"channel\":null}");
  g_autoptr (PusherEvent) number = parse ("{\"event\":\"e\",\"channel\":5}");

  g_assert_null (pusher_event_get_channel (null_channel));
  g_assert_null (pusher_event_get_channel (number));
}

static void
test_duplicate_members (void)
{
  g_autoptr (PusherEvent) event
      = parse ("{\"event\":\"a\",\"event\":\"b\",\"data\":1,\"\\u0064ata\":2}");

  g_assert_cmpstr (pusher_event_get_name (event), ==, "b");
  g_assert_cmpstr (pusher_event_get_text (event), ==, "2");
}

static void
test_empty (void)
{
  assert_refused ("", 0);
  assert_refused (" ", 1);
}

static void
test_raw_nul (void)
{
  static const char in_string[] = "{\"event\":\"a\0b\"}";
  static const char behind[] = "{\"event\":\"a\"}\0{";

  assert_refused (in_string, sizeof in_string - 1);
  assert_refused (behind, sizeof behind - 1);
}

/* The bytes behind the frame's end are not the frame's. */
static void
test_not_terminated (void)
{
  static const char text[] = "{\"event\":\"e\",\"data\":12}345";
  g_autoptr (GBytes) all = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GBytes) frame = g_bytes_new_from_bytes (all, 0, sizeof text - 1 - 3);
  g_autoptr (PusherEvent) event = pusher_frame_parse (frame, NULL);

  g_assert_nonnull (event);
  g_assert_cmpstr (pusher_event_get_text (event), ==, "12");
}

static void
test_not_utf8 (void)
{
  assert_refused ("{\"event\":\"\xff\"}", strlen ("{\"event\":\"\xff\"}"));
}

static void
test_deep (void)
{
  g_autofree char *brackets = g_strnfill (102000, '[');
  g_autofree char *frame = g_strdup_printf ("{\"event\":\"e\",\"data\":%s", brackets);

  assert_refused (frame, strlen (frame));
}

static void
test_user_id (void)
{
  g_autoptr (PusherEvent) text = parse ("{\"event\":\"client-hi\",\"channel\":\"presence-p\","
                                        "\"data\":{},\"user_id\":\"1\"}");
  g_autoptr (PusherEvent) number
      = parse ("{\"event\":\"client-hi\",\"user_id\":99999999999999999999}");
  g_autoptr (PusherEvent) neither = parse ("{\"event\":\"client-hi\",\"user_id\":{}}");

  g_assert_cmpstr (pusher_event_get_user_id (text), ==, "1");
  g_assert_cmpstr (pusher_event_get_user_id (number), ==, "99999999999999999999");
  g_assert_null (pusher_event_get_user_id (neither));
}

/* The event keeps what it needs of the frame. */
static void
test_outlives_frame (void)
{
  static const char text[] = "{\"event\":\"e\",\"data\":{\"a\":[1]}}";
  GBytes *frame = g_bytes_new (text, sizeof text - 1);
  g_autoptr (PusherEvent) event = pusher_frame_parse (frame, NULL);

  g_assert_nonnull (event);
  g_bytes_unref (frame);
  g_assert_cmpstr (pusher_event_get_text (event), ==, "{\"a\":[1]}");
  g_assert_true (JSON_NODE_HOLDS_OBJECT (pusher_event_get_data (event)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/8.14/what-is-no-event-is-an-error", test_not_an_event);
  g_test_add_func ("/pusher/8.14/the-error-quotes-the-beginning", test_quoted);
  g_test_add_func ("/pusher/8.15/any-text-is-a-name", test_names);
  g_test_add_func ("/pusher/8.17/a-channel-is-a-string-or-none", test_channel_of_another_kind);
  g_test_add_func ("/pusher/8.18/unknown-members-are-passed-over", test_unknown_members);
  g_test_add_func ("/pusher/8.13/the-last-of-equal-members-counts", test_duplicate_members);
  g_test_add_func ("/pusher/8.21/an-empty-frame-is-an-error", test_empty);
  g_test_add_func ("/pusher/8.22/what-is-not-utf-8-is-an-error", test_not_utf8);
  g_test_add_func ("/pusher/8.23/a-raw-nul-is-an-error", test_raw_nul);
  g_test_add_func ("/pusher/8.23/a-frame-ends-at-its-length", test_not_terminated);
  g_test_add_func ("/pusher/8.11/a-deep-frame-is-an-error", test_deep);
  g_test_add_func ("/pusher/7.22/the-sender-is-a-string-or-a-number", test_user_id);
  g_test_add_func ("/pusher/8.1/an-event-outlives-its-frame", test_outlives_frame);

  return g_test_run ();
}
