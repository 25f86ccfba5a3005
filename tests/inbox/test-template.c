/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-template.h"

#include "inbox/tb-inbox-error.h"

/* A name in capitals has itself as its value, any other has none. */
static char *
find_capitals (const char *name, gpointer user_data)
{
  guint *n_lookups = user_data;

  (*n_lookups)++;
  return g_ascii_isupper (*name) ? g_strdup (name) : NULL;
}

static void
check_expansion (const char *text, TbTemplateNeed need, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbTemplate) template = tb_template_new (text, &error);
  g_autofree char *expansion = NULL;
  guint n_lookups = 0;

  g_assert_no_error (error);
  expansion = tb_template_expand (template, need, find_capitals, &n_lookups);
  g_assert_cmpstr (expansion, ==, expected);
}

static void
check_mistake (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_template_new (text, &error));
  g_assert_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_TEMPLATE);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_places_are_filled (void)
{
  check_expansion ("plain", TB_TEMPLATE_NEEDS_ALL, "plain");
  check_expansion ("", TB_TEMPLATE_NEEDS_ALL, "");
  check_expansion ("{A}", TB_TEMPLATE_NEEDS_ALL, "A");
  check_expansion ("x {A} y {B.c.0} z", TB_TEMPLATE_NEEDS_ALL, "x A y B.c.0 z");
  check_expansion ("{A}{B}", TB_TEMPLATE_NEEDS_ALL, "AB");
}

static void
test_the_first_name_with_a_value_counts (void)
{
  check_expansion ("{a|B|C}", TB_TEMPLATE_NEEDS_ALL, "B");
  check_expansion ("{a|b|c}", TB_TEMPLATE_NEEDS_ALL, NULL);
}

static void
test_a_place_without_value_is_left_empty_or_not (void)
{
  check_expansion ("{A}-{b}", TB_TEMPLATE_NEEDS_ONE, "A-");
  check_expansion ("{A}-{b}", TB_TEMPLATE_NEEDS_ALL, NULL);
  check_expansion ("x {a}", TB_TEMPLATE_NEEDS_ONE, NULL);
}

static void
test_braces_can_be_written (void)
{
  check_expansion ("{{A}} {A}", TB_TEMPLATE_NEEDS_ALL, "{A} A");
  check_expansion ("{{{A}}}", TB_TEMPLATE_NEEDS_ALL, "{A}");
}

static void
test_mistakes_are_told (void)
{
  check_mistake ("{");
  check_mistake ("{A");
  check_mistake ("A}");
  check_mistake ("{}");
  check_mistake ("{A|}");
  check_mistake ("{|A}");
  check_mistake ("{A B}");
  check_mistake ("{A {B}}");
}

static void
test_places_are_known (void)
{
  g_autoptr (TbTemplate) without = tb_template_new ("{{a}}", NULL);
  g_autoptr (TbTemplate) with = tb_template_new ("a{a}", NULL);

  g_assert_false (tb_template_has_places (without));
  g_assert_true (tb_template_has_places (with));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/template/places-are-filled", test_places_are_filled);
  g_test_add_func ("/template/the-first-name-with-a-value-counts",
                   test_the_first_name_with_a_value_counts);
  g_test_add_func ("/template/a-place-without-value-is-left-empty-or-not",
                   test_a_place_without_value_is_left_empty_or_not);
  g_test_add_func ("/template/braces-can-be-written", test_braces_can_be_written);
  g_test_add_func ("/template/mistakes-are-told", test_mistakes_are_told);
  g_test_add_func ("/template/places-are-known", test_places_are_known);

  return g_test_run ();
}
