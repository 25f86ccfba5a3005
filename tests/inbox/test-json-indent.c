/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-json-indent.h"

#include <string.h>

static void
expect (const char *text, const char *expected)
{
  g_autofree char *indented = tb_json_indent (text);

  g_assert_cmpstr (indented, ==, expected);
}

static void
test_a_line_for_each_member (void)
{
  expect ("{\"id\":7,\"list\":[1,2],\"inner\":{\"a\":true}}", "{\n"
                                                              "  \"id\": 7,\n"
                                                              "  \"list\": [\n"
                                                              "    1,\n"
                                                              "    2\n"
                                                              "  ],\n"
                                                              "  \"inner\": {\n"
                                                              "    \"a\": true\n"
                                                              "  }\n"
                                                              "}");
  expect (" [ ] ", "[]");
  expect ("{\"a\" : { }\n, \"b\":[\t]}", "{\n  \"a\": {},\n  \"b\": []\n}");
  expect ("{ \"a\":\n 1 }", "{\n  \"a\": 1\n}");
}

static void
test_strings_and_numbers_stay_as_they_were (void)
{
  expect ("{\"a, [b]\":\"x: {\\\"y\\\"}\\\\\"}", "{\n  \"a, [b]\": \"x: {\\\"y\\\"}\\\\\"\n}");
  expect ("[12345678901234567890, 1.50, 1e9]", "[\n  12345678901234567890,\n  1.50,\n  1e9\n]");
  expect ("[\"\\u00e9 Žofie\"]", "[\n  \"\\u00e9 Žofie\"\n]");
}

static void
test_what_was_cut_is_laid_out (void)
{
  expect ("{\"a\":{\"b\":\"unfinish", "{\n  \"a\": {\n    \"b\": \"unfinish");
  expect ("{\"a\":\"x\\", "{\n  \"a\": \"x\\");
  expect ("[1,{", "[\n  1,\n  {");
  expect ("[", "[");
  expect ("{}}]", "{}\n}\n]");
}

static void
test_other_texts_are_left_alone (void)
{
  expect ("", "");
  expect ("Hello, world: [1]", "Hello, world: [1]");
  expect ("\"{a,b}\"", "\"{a,b}\"");
}

static void
test_depth_costs_neither_stack_nor_much_memory (void)
{
  g_autofree char *text = g_strnfill (16384, '[');
  g_autofree char *indented = tb_json_indent (text);

  g_assert_cmpuint (strlen (indented), <, 16384 * (2 + 2 * TB_JSON_INDENT_DEPTH));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-indent/a-line-for-each-member", test_a_line_for_each_member);
  g_test_add_func ("/json-indent/strings-and-numbers-stay-as-they-were",
                   test_strings_and_numbers_stay_as_they_were);
  g_test_add_func ("/json-indent/what-was-cut-is-laid-out", test_what_was_cut_is_laid_out);
  g_test_add_func ("/json-indent/other-texts-are-left-alone", test_other_texts_are_left_alone);
  g_test_add_func ("/json-indent/depth-costs-neither-stack-nor-much-memory",
                   test_depth_costs_neither_stack_nor_much_memory);

  return g_test_run ();
}
