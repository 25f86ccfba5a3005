/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-avatar-picture.h"

#include <gio/gio.h>
#include <string.h>

/* Left half red, right half blue. */
static GBytes *
make_file (const char *type, int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GdkPixbuf) right = NULL;
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0xff0000ff);
  if (width > 1)
    {
      right = gdk_pixbuf_new_subpixbuf (pixbuf, width / 2, 0, width - width / 2, height);
      gdk_pixbuf_fill (right, 0x0000ffff);
    }
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, type, &error, NULL);
  g_assert_no_error (error);

  return g_bytes_new_take (data, length);
}

static gboolean
is_about (GdkPixbuf *pixbuf, int x, int y, guint8 red, guint8 green, guint8 blue)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf)
                        + x * gdk_pixbuf_get_n_channels (pixbuf);

  return ABS (pixel[0] - red) < 40 && ABS (pixel[1] - green) < 40 && ABS (pixel[2] - blue) < 40;
}

static void
test_pictures_become_squares (void)
{
  static const struct
  {
    const char *type;
    int width;
    int height;
  } pictures[] = {
    { "png", 512, 512 },  { "jpeg", 512, 512 }, { "png", 300, 100 },
    { "jpeg", 300, 100 }, { "png", 100, 300 },  { "jpeg", 64, 512 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autoptr (GBytes) bytes
          = make_file (pictures[i].type, pictures[i].width, pictures[i].height);
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkPixbuf) pixbuf = tb_avatar_picture_decode (bytes, 40, &error);

      g_assert_no_error (error);
      g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 40);
      g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 40);
      /* The middle of the picture is the middle of the square. */
      g_assert_true (is_about (pixbuf, 10, 20, 0xff, 0, 0));
      g_assert_true (is_about (pixbuf, 30, 20, 0, 0, 0xff));
    }
}

static void
test_a_single_pixel_will_do (void)
{
  g_autoptr (GBytes) bytes = make_file ("png", 1, 1);
  g_autoptr (GdkPixbuf) pixbuf = tb_avatar_picture_decode (bytes, 3, NULL);

  g_assert_true (is_about (pixbuf, 1, 1, 0xff, 0, 0));
}

static void
test_more_pixels_than_anybody_needs_are_refused (void)
{
  static const int sizes[][2] = { { 513, 10 }, { 10, 513 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = make_file ("png", sizes[i][0], sizes[i][1]);
      g_autoptr (GError) error = NULL;

      g_assert_null (tb_avatar_picture_decode (bytes, 40, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* Of two headers the decoder may believe another than we did. */
static void
test_a_second_header_is_not_believed (void)
{
  g_autoptr (GBytes) small = make_file ("jpeg", 16, 16);
  g_autoptr (GBytes) large = make_file ("jpeg", 600, 600);
  g_autoptr (GByteArray) both = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (small, &length);

  /* Without the start of its pixels, the first is followed by the second. */
  for (gsize i = 2; i + 1 < length; i++)
    {
      if (data[i] == 0xff && data[i + 1] == 0xda)
        length = i;
    }
  g_byte_array_append (both, data, (guint) length);
  data = g_bytes_get_data (large, &length);
  g_byte_array_append (both, data + 2, (guint) length - 2);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&both));

  pixbuf = tb_avatar_picture_decode (bytes, 40, NULL);
  g_assert_null (pixbuf);
}

static void
test_what_ends_too_early_is_refused (void)
{
  g_autoptr (GBytes) whole = make_file ("png", 64, 64);
  gsize length = g_bytes_get_size (whole);

  for (gsize cut = 0; cut < length - 60; cut++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, cut);

      g_assert_null (tb_avatar_picture_decode (part, 40, NULL));
    }
}

static void
test_broken_files_do_no_harm (void)
{
  static const char *const types[] = { "png", "jpeg" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GBytes) whole = make_file (types[round % 2], 40, 40);
      gsize length;
      g_autofree guint8 *data
          = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
      g_autoptr (GBytes) broken = NULL;
      g_autoptr (GdkPixbuf) pixbuf = NULL;

      length = g_bytes_get_size (whole);
      for (guint i = 0; i < 4; i++)
        data[g_rand_int_range (random, 0, (gint32) length)] = (guint8) g_rand_int (random);
      broken = g_bytes_new_take (g_steal_pointer (&data), length);
      pixbuf = tb_avatar_picture_decode (broken, 40, NULL);
      if (pixbuf != NULL)
        g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 40);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add_func ("/avatar-picture/" name, function)
  ADD ("pictures-become-squares", test_pictures_become_squares);
  ADD ("a-single-pixel-will-do", test_a_single_pixel_will_do);
  ADD ("more-pixels-than-anybody-needs-are-refused",
       test_more_pixels_than_anybody_needs_are_refused);
  ADD ("a-second-header-is-not-believed", test_a_second_header_is_not_believed);
  ADD ("what-ends-too-early-is-refused", test_what_ends_too_early_is_refused);
  ADD ("broken-files-do-no-harm", test_broken_files_do_no_harm);
#undef ADD

  return g_test_run ();
}
