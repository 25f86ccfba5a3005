/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The strict scan, by three kinds of texts: those that every reader accepts, those that none does,
 * and those that RFC 8259 leaves to the reader, where what we do is written down. */

#include <string.h>

#include "pusher/pusher-json-cursor.h"
#include "pusher/pusher-json-text.h"
#include "pusher/pusher-utf8.h"

typedef struct
{
  const char *text;
  const char *value; /* as json-glib prints it */
} Case;

static const Case accepted[] = {
  { "{}", "{}" },
  { "[]", "[]" },
  { " \t\r\n[ \t\r\n] \t\r\n", "[]" },
  { "null", "null" },
  { "true", "true" },
  { "false", "false" },
  { "0", "0" },
  { "-0", "0" },
  { "-1", "-1" },
  { "42", "42" },
  { "9223372036854775807", "9223372036854775807" },
  { "-9223372036854775808", "-9223372036854775808" },
  { "0.5", "0.5" },
  { "-0.5", "-0.5" },
  { "1e2", "100.0" },
  { "1E2", "100.0" },
  { "1e+2", "100.0" },
  { "25e-2", "0.25" },
  { "1.5e1", "15.0" },
  { "\"\"", "\"\"" },
  { "\"a\"", "\"a\"" },
  { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
  { "\"\\u0041\\u00e9\\u20AC\"", "\"Aé€\"" },
  { "\"\\uD83D\\uDE00\"", "\"😀\"" },
  { "\"é€😀\"", "\"é€😀\"" },
  { "\"\x7f\"", "\"\\u007f\"" },
  { "\"/* no comment */\"", "\"/* no comment */\"" },
  { "[1,2,3]", "[1,2,3]" },
  { "[ 1 , 2 ]", "[1,2]" },
  { "[[],{},[[]]]", "[[],{},[[]]]" },
  { "{\"a\":1}", "{\"a\":1}" },
  { "{ \"a\" : { \"b\" : [ null ] } }", "{\"a\":{\"b\":[null]}}" },
  { "{\"toString\":1,\"__proto__\":2}", "{\"toString\":1,\"__proto__\":2}" },
  { "{\"\\u0061\":1}", "{\"a\":1}" },
};

static const char *const rejected[] = {
  "",
  "   ",
  "{",
  "[",
  "}",
  "]",
  "[1",
  "{\"a\"",
  "{\"a\":",
  "{\"a\":1",
  "{a:1}",
  "{'a':1}",
  "{1:1}",
  "{\"a\"}",
  "{\"a\",1}",
  "{,}",
  "[,]",
  "[1,]",
  "[,1]",
  "[1,,2]",
  "[1 2]",
  "{\"a\":1,}",
  "{\"a\":1 \"b\":2}",
  "{\"a\":1,,\"b\":2}",
  "[1}",
  "{\"a\":1]",
  "[1]]",
  "{}}",
  "{} {}",
  "1 2",
  "[]x",
  "x",
  "nul",
  "nulll",
  "True",
  "TRUE",
  "NaN",
  "nan",
  "Infinity",
  "-Infinity",
  "undefined",
  "-",
  "+1",
  "01",
  "-01",
  "00",
  ".5",
  "-.5",
  "1.",
  "1.e1",
  "1e",
  "1e+",
  "0x10",
  "1_000",
  "1,000",
  "--1",
  "'x'",
  "\"a",
  "\"a\\\"",
  "\"\\",
  "\"\\x41\"",
  "\"\\'\"",
  "\"\\u\"",
  "\"\\u12\"",
  "\"\\u123g\"",
  "\"\\U0041\"",
  "\"a\nb\"",
  "\"a\tb\"",
  "\"\x01\"",
  "\"\x1f\"",
  "// c\n1",
  "/* c */ 1",
  "1 /* c */",
  "# c\n1",
  "var x = {\"a\":1};",
  "(1)",
  "{\"a\":1};",
  "\xef\xbb\xbf{}",
  "\v1",
  "\f1",
  "\xc2\xa0"
  "1",
  "{\"a\":}",
  "{:1}",
  "[\"a\":1]",
};

/* U+FFFD where a C string or UTF-8 cannot hold the character, digits where no C type can hold the
 * number, the last of members that are called the same. */
static const Case ours[] = {
  { "\"x\\u0000y\"", "\"x\xef\xbf\xbdy\"" },
  { "\"\\ud83d\"", "\"\xef\xbf\xbd\"" },
  { "\"\\ude00\"", "\"\xef\xbf\xbd\"" },
  { "\"\\ud83d\\ud83d\\ude00\"", "\"\xef\xbf\xbd😀\"" },
  { "\"\\ud83dx\"", "\"\xef\xbf\xbdx\"" },
  { "\"\\ud83d\\n\"", "\"\xef\xbf\xbd\\n\"" },
  { "{\"\\u0000\":1}", "{\"\xef\xbf\xbd\":1}" },
  { "9223372036854775808", "\"9223372036854775808\"" },
  { "-9223372036854775809", "\"-9223372036854775809\"" },
  { "[123456789012345678901234567890]", "[\"123456789012345678901234567890\"]" },
  { "{\"a\":1,\"a\":2}", "{\"a\":2}" },
  { "{\"a\":1,\"\\u0061\":{}}", "{\"a\":{}}" },
};

static void
assert_value (const Case *example)
{
  g_autoptr (JsonNode) node = pusher_json_parse (example->text, -1);
  g_autofree char *printed = NULL;

  if (node == NULL)
    g_error ("Not accepted: %s", example->text);
  printed = json_to_string (node, FALSE);
  g_assert_cmpstr (printed, ==, example->value);
}

static void
test_accepted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    assert_value (&accepted[i]);
}

static void
test_rejected (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rejected); i++)
    {
      const char *text = rejected[i];
      g_autoptr (JsonNode) node = pusher_json_parse (text, -1);

      if (node != NULL || pusher_json_scan (text, strlen (text), NULL))
        g_error ("Accepted: %s", text);
    }
}

static void
test_ours (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ours); i++)
    assert_value (&ours[i]);
}

/* A text that ends anywhere else than at its end is none, and is not read beyond. */
static void
test_truncated (void)
{
  const char *text = "{\"a\":[1.5e3,\"\\u00e9\\n\",true,false,null,{\"b\":\"c\"}]}";
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *beginning = g_memdup2 (text, MAX (i, 1));

      g_assert_false (pusher_json_scan (beginning, i, NULL));
    }
  g_assert_true (pusher_json_scan (text, length, NULL));
}

static void
test_not_utf8 (void)
{
  static const char *const texts[]
      = { "\"\xff\"", "\"\xc3\"", "\"\xed\xa0\x80\"", "\"\xc0\x80\"", "\xfe\xff\"a\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (pusher_json_parse (texts[i], -1));
}

static void
test_raw_nul (void)
{
  g_assert_null (pusher_json_parse ("\"a\0b\"", 5));
  g_assert_null (pusher_json_parse ("1\0", 2));
  g_assert_false (pusher_json_scan ("\"a\0b\"", 5, NULL));
}

static char *
nest (guint depth, const char *opening, const char *closing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, opening);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, closing);

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *allowed = nest (PUSHER_JSON_MAX_DEPTH, "[", "]");
  g_autofree char *deeper = nest (PUSHER_JSON_MAX_DEPTH + 1, "[", "]");
  g_autofree char *objects = nest (102000, "{\"a\":", "}");
  g_autofree char *arrays = nest (102000, "[", "]");
  g_autofree char *open = nest (102000, "[", "");
  g_autoptr (JsonNode) node = pusher_json_parse (allowed, -1);

  g_assert_nonnull (node);
  g_assert_null (pusher_json_parse (deeper, -1));
  g_assert_null (pusher_json_parse (objects, -1));
  g_assert_null (pusher_json_parse (arrays, -1));
  g_assert_null (pusher_json_parse (open, -1));
}

/* Depth is how deep, not how many: brackets that were closed do not count. */
static void
test_siblings (void)
{
  g_autoptr (GString) text = g_string_new ("[[]");
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, ",[{}]");
  g_string_append_c (text, ']');
  node = pusher_json_parse (text->str, -1);
  g_assert_nonnull (node);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1001);
}

static void
test_empty_name (void)
{
  g_assert_true (pusher_json_scan ("{\"\":1}", 6, NULL));
}

static void
test_problem (void)
{
  const char *text = "{\"a\":[1,tru]}";
  PusherJsonCursor cursor;
  gsize offset;

  pusher_json_cursor_init (&cursor, text, strlen (text));
  g_assert_false (pusher_json_cursor_skip (&cursor, NULL));
  g_assert_cmpstr (pusher_json_cursor_get_problem (&cursor, &offset), ==, "an unknown word");
  g_assert_cmpuint (offset, ==, 8);
}

static void
test_walk (void)
{
  const char *text = " { \"id\" : 12345678901234567890 , \"n\\u0061me\" : \"\\u00e9\" } ";
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  PusherJsonCursor cursor;
  PusherJsonExtent member;
  PusherJsonExtent value;

  pusher_json_cursor_init (&cursor, text, strlen (text));
  g_assert_cmpint (pusher_json_cursor_peek (&cursor), ==, PUSHER_JSON_OBJECT);
  g_assert_true (pusher_json_cursor_enter_object (&cursor));
  g_assert_true (pusher_json_cursor_next_member (&cursor, &member));
  g_assert_true (pusher_json_extent_equals (&member, "id"));
  g_assert_false (pusher_json_extent_equals (&member, "ie"));
  g_assert_true (pusher_json_cursor_skip (&cursor, &value));
  id = pusher_json_extent_dup_scalar (&value);
  g_assert_cmpstr (id, ==, "12345678901234567890");
  g_assert_true (value.needs_mending);
  g_assert_true (pusher_json_cursor_next_member (&cursor, &member));
  g_assert_true (pusher_json_extent_equals (&member, "name"));
  g_assert_true (pusher_json_cursor_skip (&cursor, &value));
  name = pusher_json_extent_dup_scalar (&value);
  g_assert_cmpstr (name, ==, "é");
  g_assert_false (value.needs_mending);
  g_assert_false (pusher_json_cursor_next_member (&cursor, &member));
  g_assert_true (pusher_json_cursor_finish (&cursor));
}

/* A wrong byte at each place of a text, and a text that begins at each place of a word. */
static void
test_utf8_as_glib (void)
{
  static const char *const pieces[] = {
    "a",    "\x7f", "\xc3\xa9", "\xe2\x82\xac",    "\xf0\x9f\x94\x94", "\xc0\x80", "\xed\xa0\x80",
    "\xff", "\x80", "\xc3",     "\xf5\x80\x80\x80"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      for (gsize place = 0; place < 40; place++)
        {
          g_autofree char *before = g_strnfill (place, 'x');

          for (gsize behind = 0; behind < 20; behind++)
            {
              g_autofree char *after = g_strnfill (behind, 'y');
              g_autofree char *text = g_strconcat (before, pieces[i], after, NULL);
              gsize length = strlen (text);

              g_assert_cmpint (pusher_utf8_validate (text, length), ==,
                               g_utf8_validate_len (text, length, NULL));
            }
        }
    }
  g_assert_true (pusher_utf8_validate ("", 0));
  g_assert_false (pusher_utf8_validate ("12345678\0", 9));
  g_assert_false (pusher_utf8_validate ("\0"
                                        "12345678",
                                        9));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pusher/8.8/what-is-json-is-accepted", test_accepted);
  g_test_add_func ("/pusher/8.8/what-is-not-json-is-rejected", test_rejected);
  g_test_add_func ("/pusher/8.7/a-text-without-its-end-is-not-json", test_truncated);
  g_test_add_func ("/pusher/8.8/not-utf-8-is-rejected", test_not_utf8);
  g_test_add_func ("/pusher/8.22/utf-8-is-what-glib-takes-for-it", test_utf8_as_glib);
  g_test_add_func ("/pusher/8.9/what-json-leaves-open-is-decided", test_ours);
  g_test_add_func ("/pusher/8.11/nesting-is-bounded", test_depth);
  g_test_add_func ("/pusher/8.11/siblings-are-not-depth", test_siblings);
  g_test_add_func ("/pusher/8.15/an-empty-member-name-is-json", test_empty_name);
  g_test_add_func ("/pusher/8.23/a-raw-nul-does-not-end-the-text", test_raw_nul);
  g_test_add_func ("/pusher/8.14/a-problem-has-a-place", test_problem);
  g_test_add_func ("/pusher/7.7/a-cursor-keeps-digits", test_walk);

  return g_test_run ();
}
