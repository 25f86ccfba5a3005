/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an application sees of an event's data (protocol §8). */

#include <string.h>

#include "pusher/pusher-event.h"
#include "pusher/pusher-frame.h"

typedef struct
{
  const char *data;  /* as it stands in the frame; NULL for no such member */
  const char *value; /* what get_data() gives, as json-glib prints it; NULL for nothing */
  const char *text;  /* what get_text() gives */
} Case;

static PusherEvent *
parse (const char *data)
{
  g_autofree char *frame = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PusherEvent *event;

  frame = data != NULL ? g_strdup_printf ("{\"event\":\"e\",\"channel\":\"c\",\"data\":%s}", data)
                       : g_strdup ("{\"event\":\"e\",\"channel\":\"c\"}");
  bytes = g_bytes_new (frame, strlen (frame));
  event = pusher_frame_parse (bytes, &error);
  g_assert_no_error (error);

  return event;
}

static void
check (const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (PusherEvent) event = parse (cases[i].data);
      JsonNode *node = pusher_event_get_data (event);
      g_autofree char *value = node != NULL ? json_to_string (node, FALSE) : NULL;

      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpstr (pusher_event_get_text (event), ==, cases[i].text);
      /* The second time is the same as the first. */
      g_assert_true (pusher_event_get_data (event) == node);
    }
}

static void
test_double_encoded (void)
{
  static const Case cases[] = {
    { "\"{\\\"a\\\":1}\"", "{\"a\":1}", "{\"a\":1}" },
    { "\"[1,\\\"é\\\"]\"", "[1,\"é\"]", "[1,\"é\"]" },
    { "\"\\u007b\\u007d\"", "{}", "{}" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_plain_text (void)
{
  static const Case cases[] = {
    { "\"plain text\"", "\"plain text\"", "plain text" },
    { "\"x\\ny\"", "\"x\\ny\"", "x\ny" },
    { "\"{\\\"a\\\":\"", "\"{\\\"a\\\":\"", "{\"a\":" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_value_itself (void)
{
  static const Case cases[] = {
    { "{\"a\":1}", "{\"a\":1}", "{\"a\":1}" },
    { "[1]", "[1]", "[1]" },
    { "5", "5", "5" },
    { "0.25", "0.25", "0.25" },
    { "true", "true", "true" },
    { "{ \"a\" : 1 }", "{\"a\":1}", "{ \"a\" : 1 }" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_scalar_in_string (void)
{
  static const Case cases[] = {
    { "\"\\\"q\\\"\"", "\"q\"", "\"q\"" },
    { "\"123\"", "123", "123" },
    { "\"true\"", "true", "true" },
    { "\"null\"", NULL, "null" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_nothing (void)
{
  static const Case cases[] = {
    { NULL, NULL, NULL },
    { "null", NULL, NULL },
    { "\"\"", "\"\"", "" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_one_level (void)
{
  static const Case cases[] = {
    { "\"\\\"{\\\\\\\"a\\\\\\\":1}\\\"\"", "\"{\\\"a\\\":1}\"", "\"{\\\"a\\\":1}\"" },
    { "{\"a\":\"{\\\"b\\\":1}\"}", "{\"a\":\"{\\\"b\\\":1}\"}", "{\"a\":\"{\\\"b\\\":1}\"}" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_blank (void)
{
  static const Case cases[] = {
    { "\"   \"", "\"   \"", "   " },
    { "\"\\n\"", "\"\\n\"", "\n" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_nearly_json (void)
{
  static const Case cases[] = {
    { "\"'x'\"", "\"'x'\"", "'x'" },
    { "\"0x10\"", "\"0x10\"", "0x10" },
    { "\"var x = {\\\"a\\\":1};\"", "\"var x = {\\\"a\\\":1};\"", "var x = {\"a\":1};" },
    { "\"/* c */ 1\"", "\"/* c */ 1\"", "/* c */ 1" },
    { "\"{\\\"a\\\":1} {\\\"b\\\":2}\"", "\"{\\\"a\\\":1} {\\\"b\\\":2}\"", "{\"a\":1} {\"b\":2}" },
    { "\"01\"", "\"01\"", "01" },
    { "\".5\"", "\".5\"", ".5" },
    { "\"NaN\"", "\"NaN\"", "NaN" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_nul (void)
{
  static const Case cases[] = {
    { "\"x\\u0000y\"", "\"x\xef\xbf\xbdy\"", "x\xef\xbf\xbdy" },
    { "{\"a\":\"x\\u0000y\"}", "{\"a\":\"x\xef\xbf\xbdy\"}", "{\"a\":\"x\\u0000y\"}" },
    { "\"{\\\"a\\\":\\\"x\\\\u0000y\\\"}\"", "{\"a\":\"x\xef\xbf\xbdy\"}",
      "{\"a\":\"x\\u0000y\"}" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_lone_surrogate (void)
{
  static const Case cases[] = {
    { "\"\\ud83d\"", "\"\xef\xbf\xbd\"", "\xef\xbf\xbd" },
    { "{\"a\":\"\\ude00!\"}", "{\"a\":\"\xef\xbf\xbd!\"}", "{\"a\":\"\\ude00!\"}" },
    { "\"{\\\"a\\\":\\\"\\\\ud83d\\\"}\"", "{\"a\":\"\xef\xbf\xbd\"}", "{\"a\":\"\\ud83d\"}" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

/* Data that nest too deeply are text; the frame around them is well. */
static void
test_deep_text (void)
{
  g_autofree char *brackets = g_strnfill (102000, '[');
  g_autofree char *data = g_strdup_printf ("\"%s\"", brackets);
  g_autoptr (PusherEvent) event = parse (data);
  JsonNode *node = pusher_event_get_data (event);

  g_assert_true (json_node_get_value_type (node) == G_TYPE_STRING);
  g_assert_cmpstr (json_node_get_string (node), ==, brackets);
}

static void
test_large_integers (void)
{
  static const Case cases[] = {
    { "9007199254740993", "9007199254740993", "9007199254740993" },
    { "9223372036854775807", "9223372036854775807", "9223372036854775807" },
    { "18446744073709551616", "\"18446744073709551616\"", "18446744073709551616" },
    { "\"{\\\"id\\\":-99999999999999999999}\"", "{\"id\":\"-99999999999999999999\"}",
      "{\"id\":-99999999999999999999}" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_duplicates (void)
{
  static const Case cases[] = { { "{\"a\":1,\"a\":2}", "{\"a\":2}", "{\"a\":1,\"a\":2}" } };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_empty_member_name (void)
{
  static const Case cases[] = { { "{\"\":1}", "{\"\":1}", "{\"\":1}" } };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_made_by_hand (void)
{
  g_autoptr (PusherEvent) event = pusher_event_new ("e", "c", "{\"a\":1}");
  g_autoptr (PusherEvent) again = pusher_event_ref (event);
  g_autoptr (PusherEvent) bad = pusher_event_new ("e", NULL, "{");
  g_autoptr (PusherEvent) none = pusher_event_new ("e", NULL, NULL);

  g_assert_cmpstr (pusher_event_get_name (again), ==, "e");
  g_assert_cmpstr (pusher_event_get_channel (again), ==, "c");
  g_assert_cmpstr (pusher_event_get_text (event), ==, "{\"a\":1}");
  g_assert_null (pusher_event_get_data (bad));
  g_assert_null (pusher_event_get_data (none));
  g_assert_null (pusher_event_get_user_id (none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/8.1/json-in-a-string-is-decoded", test_double_encoded);
  g_test_add_func ("/pusher/8.2/plain-text-is-a-string", test_plain_text);
  g_test_add_func ("/pusher/8.3/a-value-is-itself", test_value_itself);
  g_test_add_func ("/pusher/8.4/a-scalar-in-a-string-keeps-its-text", test_scalar_in_string);
  g_test_add_func ("/pusher/8.5/no-data-are-nothing", test_nothing);
  g_test_add_func ("/pusher/8.6/exactly-one-level-is-decoded", test_one_level);
  g_test_add_func ("/pusher/8.7/blank-text-stays-text", test_blank);
  g_test_add_func ("/pusher/8.8/what-is-nearly-json-stays-text", test_nearly_json);
  g_test_add_func ("/pusher/8.9/a-nul-character-does-not-cut", test_nul);
  g_test_add_func ("/pusher/8.10/half-a-pair-does-not-lose-the-event", test_lone_surrogate);
  g_test_add_func ("/pusher/8.11/deep-data-stay-text", test_deep_text);
  g_test_add_func ("/pusher/8.12/large-integers-are-exact", test_large_integers);
  g_test_add_func ("/pusher/8.13/the-last-of-equal-names-wins", test_duplicates);
  g_test_add_func ("/pusher/8.3/an-empty-member-name-is-kept", test_empty_member_name);
  g_test_add_func ("/pusher/8.5/an-event-can-be-made-by-hand", test_made_by_hand);

  return g_test_run ();
}
