/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-payload.h"

static TbPayload *
parsed (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);
  return tb_payload_new (node, text);
}

static void
check_field (TbPayload *payload, const char *path, const char *expected)
{
  g_autofree char *text = tb_payload_dup_field (payload, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
check_first (TbPayload *payload, const char *const *names, const char *expected)
{
  g_autofree char *text = tb_payload_dup_first (payload, names);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_fields_are_found_by_path (void)
{
  g_autoptr (TbPayload) payload
      = parsed ("{\"a\":\"x\",\"b\":{\"c\":{\"d\":\"y\"}},\"l\":[{\"m\":\"z\"},\"w\"],"
                "\"e.f\":\"dot\",\"b.c\":{\"q\":\"far\"}}");

  check_field (payload, "a", "x");
  check_field (payload, "b.c.d", "y");
  check_field (payload, "l.0.m", "z");
  check_field (payload, "l.1", "w");
  check_field (payload, "e.f", "dot");
  check_field (payload, "missing", NULL);
  check_field (payload, "a.b", NULL);
  check_field (payload, "b.c.d.e", NULL);
  check_field (payload, "l.2", NULL);
  check_field (payload, "l.-1", NULL);
  check_field (payload, "l.99999999999999999999", NULL);
  check_field (payload, ".", NULL);
  check_field (payload, "b..c", NULL);
  g_assert_null (tb_payload_get_plain_text (payload));
}

static void
test_only_scalars_are_text (void)
{
  g_autoptr (TbPayload) payload
      = parsed ("{\"t\":true,\"f\":false,\"n\":null,\"e\":\"\",\"o\":{},\"a\":[1],\"i\":-7}");

  check_field (payload, "t", "true");
  check_field (payload, "f", "false");
  check_field (payload, "i", "-7");
  check_field (payload, "n", NULL);
  check_field (payload, "e", NULL);
  check_field (payload, "o", NULL);
  check_field (payload, "a", NULL);
}

static void
test_numbers_stay_as_written (void)
{
  g_autoptr (TbPayload) payload
      = parsed ("{ \"skip\" : [\"a,}\\\"]\", {\"price\": 1}], \"price\" : 19.90,\n"
                "\"big\":12345678901234567890123, \"small\":1e-7, \"list\":[ 1.0 , [2], 3.50 ],"
                "\"data\":\"{\\\"price\\\":7.00}\"}");

  check_field (payload, "price", "19.90");
  check_field (payload, "small", "1e-7");
  check_field (payload, "list.0", "1.0");
  check_field (payload, "list.2", "3.50");
  check_field (payload, "data.price", "7.00");
}

static void
test_numbers_without_text_are_short (void)
{
  g_autoptr (JsonNode) node = json_from_string ("{\"a\":0.1,\"b\":42,\"c\":1e300}", NULL);
  g_autoptr (TbPayload) payload = tb_payload_new (node, NULL);

  check_field (payload, "a", "0.1");
  check_field (payload, "b", "42");
  check_field (payload, "c", "1e+300");
}

static void
test_large_ids_keep_every_digit (void)
{
  g_autoptr (TbPayload) payload = parsed ("{\"id\":9007199254740993,\"long\":9223372036854775807,"
                                          "\"longer\":18446744073709551617}");

  check_field (payload, "id", "9007199254740993");
  check_field (payload, "long", "9223372036854775807");
  check_field (payload, "longer", "18446744073709551617");
}

static void
test_the_last_of_two_members_counts (void)
{
  g_autoptr (TbPayload) payload = parsed ("{\"a\":1.0,\"a\":2.0}");

  check_field (payload, "a", "2.0");
}

static void
test_names_with_escapes_still_give_numbers (void)
{
  g_autoptr (TbPayload) payload = parsed ("{\"\\u0061\":2.5}");

  check_field (payload, "a", "2.5");
}

static void
test_the_top_comes_before_data (void)
{
  static const char *const names[] = { "body", "message", NULL };
  g_autoptr (TbPayload) both = parsed ("{\"message\":\"top\",\"data\":{\"body\":\"under\"}}");
  g_autoptr (TbPayload) under = parsed ("{\"body\":{},\"data\":{\"message\":\"under\"}}");
  g_autoptr (TbPayload) none = parsed ("{\"other\":1}");

  check_first (both, names, "top");
  check_first (under, names, "under");
  check_first (none, names, NULL);
}

static void
test_data_may_be_a_string_of_json (void)
{
  g_autoptr (TbPayload) payload = parsed ("{\"data\":\"{\\\"order\\\":{\\\"id\\\":\\\"7\\\"}}\"}");

  check_field (payload, "data.order.id", "7");
  check_field (payload, "data", NULL);
}

static void
test_data_may_be_plain_text_or_an_array (void)
{
  g_autoptr (TbPayload) text = parsed ("{\"data\":\"hello {there}\"}");
  g_autoptr (TbPayload) array = parsed ("{\"data\":[1,2]}");
  g_autoptr (TbPayload) braces = parsed ("{\"data\":\"{not json\"}");

  check_field (text, "data", "hello {there}");
  check_field (text, "data.title", NULL);
  check_field (array, "data", NULL);
  check_field (array, "data.title", NULL);
  check_field (array, "data.1", "2");
  check_field (braces, "data", "{not json");
}

static void
test_data_encoded_twice_is_looked_into (void)
{
  g_autoptr (TbPayload) payload = parsed ("\"{\\\"title\\\":\\\"x\\\",\\\"n\\\":1.50}\"");

  check_field (payload, "title", "x");
  check_field (payload, "n", "1.50");
  g_assert_null (tb_payload_get_plain_text (payload));
}

static void
test_text_that_was_not_parsed_is_looked_into (void)
{
  g_autoptr (TbPayload) payload = tb_payload_new (NULL, " {\"title\":\"x\"}");

  check_field (payload, "title", "x");
}

static void
test_plain_text_is_plain_text (void)
{
  g_autoptr (TbPayload) text = tb_payload_new (NULL, "just [text]");
  g_autoptr (TbPayload) broken = tb_payload_new (NULL, "{\"title\":");
  g_autoptr (TbPayload) string = parsed ("\"a string\"");
  g_autoptr (TbPayload) number = parsed ("[4]");
  g_autoptr (TbPayload) empty = tb_payload_new (NULL, "");
  g_autoptr (TbPayload) nothing = tb_payload_new (NULL, NULL);
  g_autoptr (TbPayload) null = parsed ("null");
  g_autoptr (TbPayload) bytes = tb_payload_new (NULL, "a\xff");

  g_assert_cmpstr (tb_payload_get_plain_text (text), ==, "just [text]");
  g_assert_cmpstr (tb_payload_get_plain_text (broken), ==, "{\"title\":");
  g_assert_cmpstr (tb_payload_get_plain_text (string), ==, "a string");
  g_assert_cmpstr (tb_payload_get_plain_text (bytes), ==, "a\xef\xbf\xbd");
  g_assert_null (tb_payload_get_plain_text (number));
  g_assert_null (tb_payload_get_plain_text (empty));
  g_assert_null (tb_payload_get_plain_text (nothing));
  g_assert_null (tb_payload_get_plain_text (null));
  check_field (text, "title", NULL);
  check_field (nothing, "title", NULL);
  check_field (null, "title", NULL);
}

static void
test_deep_nesting_is_not_looked_into (void)
{
  g_autofree char *brackets = g_strnfill (200 * 1000, '[');
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (TbPayload) text = tb_payload_new (NULL, brackets);
  g_autoptr (TbPayload) string = NULL;

  json_node_init_string (node, brackets);
  string = tb_payload_new (node, NULL);
  g_assert_cmpstr (tb_payload_get_plain_text (text), ==, brackets);
  g_assert_cmpstr (tb_payload_get_plain_text (string), ==, brackets);
}

/* json-glib takes more than JSON; where one counts the brackets otherwise than it does, they pass.
 */
static void
test_deep_nesting_does_not_hide_from_the_count (void)
{
  static const char *const starts[]
      = { "{/*\"*/\"a\":", "{'\"':", "{\"\\u1\" \":", "{\"a\" //\"\n:", "[\"\n\",\"\\\"," };
  g_autofree char *brackets = g_strnfill (200 * 1000, '[');

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *raw_text = g_strconcat (starts[i], brackets, NULL);
      g_autoptr (TbPayload) payload = tb_payload_new (NULL, raw_text);

      g_assert_cmpstr (tb_payload_get_plain_text (payload), ==, raw_text);
    }
}

/* Row 8.8: json-glib takes these for JSON. */
static void
test_what_is_nearly_json_is_plain_text (void)
{
  static const char *const texts[]
      = { "{'a':1}", "{\"a\":0x10}", "{\"a\":1,}",     "{\"a\":1} {\"b\":2}", "[01]",  "[.5]",
          "[1.]",    "[-]",          "{\"a\":\"\t\"}", "/* c */ [1]",         "[1 2]", "[",
          "{\"a\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TbPayload) payload = tb_payload_new (NULL, texts[i]);

      g_assert_cmpstr (tb_payload_get_plain_text (payload), ==, texts[i]);
      check_field (payload, "a", NULL);
    }
}

static void
test_every_kind_of_json_is_looked_into (void)
{
  g_autoptr (TbPayload) payload
      = tb_payload_new (NULL, " { \"a\" : [ -0.5e+10 , 0, 12E3, true, false, null, {}, [], "
                              "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\" ] , \"b\" : 1 } ");

  check_field (payload, "a.0", "-0.5e+10");
  check_field (payload, "a.2", "12E3");
  check_field (payload, "a.8", "\"\\/\b\f\n\r\té");
  check_field (payload, "b", "1");
}

static void
test_text_that_does_not_belong_to_the_node_does_no_harm (void)
{
  static const char *const texts[]
      = { "", "{", "{\"a\"", "{\"a\":", "{\"a\":\"", "[1", "{\"a\":{\"b\":[", "\"\\", "}", NULL };
  g_autoptr (JsonNode) node = json_from_string ("{\"a\":1,\"b\":{\"c\":[2]}}", NULL);

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (TbPayload) payload = tb_payload_new (node, texts[i]);

      check_field (payload, "a", "1");
      check_field (payload, "b.c.0", "2");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/payload/fields-are-found-by-path", test_fields_are_found_by_path);
  g_test_add_func ("/payload/only-scalars-are-text", test_only_scalars_are_text);
  g_test_add_func ("/payload/numbers-stay-as-written", test_numbers_stay_as_written);
  g_test_add_func ("/payload/numbers-without-text-are-short", test_numbers_without_text_are_short);
  g_test_add_func ("/payload/large-ids-keep-every-digit", test_large_ids_keep_every_digit);
  g_test_add_func ("/payload/the-last-of-two-members-counts", test_the_last_of_two_members_counts);
  g_test_add_func ("/payload/names-with-escapes-still-give-numbers",
                   test_names_with_escapes_still_give_numbers);
  g_test_add_func ("/payload/the-top-comes-before-data", test_the_top_comes_before_data);
  g_test_add_func ("/payload/data-may-be-a-string-of-json", test_data_may_be_a_string_of_json);
  g_test_add_func ("/payload/data-may-be-plain-text-or-an-array",
                   test_data_may_be_plain_text_or_an_array);
  g_test_add_func ("/payload/data-encoded-twice-is-looked-into",
                   test_data_encoded_twice_is_looked_into);
  g_test_add_func ("/payload/text-that-was-not-parsed-is-looked-into",
                   test_text_that_was_not_parsed_is_looked_into);
  g_test_add_func ("/payload/plain-text-is-plain-text", test_plain_text_is_plain_text);
  g_test_add_func ("/payload/deep-nesting-is-not-looked-into",
                   test_deep_nesting_is_not_looked_into);
  g_test_add_func ("/payload/deep-nesting-does-not-hide-from-the-count",
                   test_deep_nesting_does_not_hide_from_the_count);
  g_test_add_func ("/payload/what-is-nearly-json-is-plain-text",
                   test_what_is_nearly_json_is_plain_text);
  g_test_add_func ("/payload/every-kind-of-json-is-looked-into",
                   test_every_kind_of_json_is_looked_into);
  g_test_add_func ("/payload/text-that-does-not-belong-to-the-node-does-no-harm",
                   test_text_that_does_not_belong_to_the_node_does_no_harm);

  return g_test_run ();
}
