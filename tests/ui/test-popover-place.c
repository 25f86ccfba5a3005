/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-popover-place.h"

#define WIDTH 360
#define HEIGHT 520

static const GdkRectangle monitor = { 0, 0, 1920, 1080 };
static const GdkRectangle panel_above = { 0, 30, 1920, 1050 };
static const GdkRectangle panel_below = { 0, 0, 1920, 1050 };
static const GdkRectangle second_monitor = { 1920, 200, 1280, 770 };

static void
expect (GdkRectangle place, int x, int y, int width, int height)
{
  g_assert_cmpint (place.x, ==, x);
  g_assert_cmpint (place.y, ==, y);
  g_assert_cmpint (place.width, ==, width);
  g_assert_cmpint (place.height, ==, height);
}

static void
test_place_is_beside_the_icon (void)
{
  const GdkPoint above = { 1000, 40 };
  const GdkPoint below = { 1000, 1040 };

  expect (tb_popover_place_at (&above, &panel_above, WIDTH, HEIGHT), 820, 44, WIDTH, HEIGHT);
  expect (tb_popover_place_at (&below, &panel_below, WIDTH, HEIGHT), 820, 516, WIDTH, HEIGHT);
}

static void
test_place_is_within_the_work_area (void)
{
  const GdkPoint on_upper_panel = { 1900, 15 };
  const GdkPoint on_lower_panel = { 3, 1065 };
  const GdkPoint nowhere = { -500, 9000 };
  const GdkPoint on_second = { 3190, 205 };

  expect (tb_popover_place_at (&on_upper_panel, &panel_above, WIDTH, HEIGHT), 1556, 34, WIDTH,
          HEIGHT);
  expect (tb_popover_place_at (&on_lower_panel, &panel_below, WIDTH, HEIGHT), 4, 526, WIDTH,
          HEIGHT);
  expect (tb_popover_place_at (&nowhere, &panel_above, WIDTH, HEIGHT), 4, 556, WIDTH, HEIGHT);
  expect (tb_popover_place_at (&on_second, &second_monitor, WIDTH, HEIGHT), 2836, 209, WIDTH,
          HEIGHT);
}

static void
test_place_shrinks_to_a_small_screen (void)
{
  const GdkRectangle small = { 0, 20, 300, 400 };
  const GdkPoint anchor = { 290, 10 };

  expect (tb_popover_place_at (&anchor, &small, WIDTH, HEIGHT), 4, 24, 292, 392);
}

static void
test_place_without_an_icon_is_the_end_of_the_panel (void)
{
  expect (tb_popover_place_in_corner (&monitor, &panel_above, WIDTH, HEIGHT, FALSE), 1556, 34,
          WIDTH, HEIGHT);
  expect (tb_popover_place_in_corner (&monitor, &panel_below, WIDTH, HEIGHT, FALSE), 1556, 526,
          WIDTH, HEIGHT);
  expect (tb_popover_place_in_corner (&monitor, &panel_below, WIDTH, HEIGHT, TRUE), 4, 526, WIDTH,
          HEIGHT);
}

static void
test_place_without_a_panel_is_the_middle (void)
{
  expect (tb_popover_place_in_corner (&monitor, &monitor, WIDTH, HEIGHT, FALSE), 780, 280, WIDTH,
          HEIGHT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/place/is-beside-the-icon", test_place_is_beside_the_icon);
  g_test_add_func ("/place/is-within-the-work-area", test_place_is_within_the_work_area);
  g_test_add_func ("/place/shrinks-to-a-small-screen", test_place_shrinks_to_a_small_screen);
  g_test_add_func ("/place/without-an-icon-is-the-end-of-the-panel",
                   test_place_without_an_icon_is_the_end_of_the_panel);
  g_test_add_func ("/place/without-a-panel-is-the-middle",
                   test_place_without_a_panel_is_the_middle);

  return g_test_run ();
}
