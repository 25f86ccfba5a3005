/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-picture-header.h"

/* The beginnings of files, as their formats' specifications lay them down. */

static gboolean
read_header (TbPictureHeader *header, const char *data, gsize length)
{
  /* In memory of just that length, so that a byte too far is seen. */
  g_autofree guint8 *copy = g_memdup2 (data, length);

  return tb_picture_header_read (header, copy, length);
}

#define PNG(size) "\x89PNG\r\n\x1a\n\0\0\0\rIHDR" size "\x08\x06\0\0\0"
#define VP8 "RIFF\x40\0\0\0WEBPVP8 \x30\0\0\0\x30\x01\0\x9d\x01\x2a"
#define VP8L "RIFF\x40\0\0\0WEBPVP8L\x30\0\0\0\x2f"
#define VP8X "RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0"

static const struct
{
  const char *type;
  guint width;
  guint height;
  const char *data;
  gsize length;
} pictures[] = {
#define PICTURE(type, width, height, data)                                                         \
  {                                                                                                \
    type, width, height, data, sizeof (data) - 1                                                   \
  }
  PICTURE ("png", 256, 128, PNG ("\0\0\1\0\0\0\0\x80")),
  PICTURE ("png", 0xffffffff, 0, PNG ("\xff\xff\xff\xff\0\0\0\0")),
  PICTURE ("jpeg", 300, 200, "\xff\xd8\xff\xc0\0\x11\x08\0\xc8\1\x2c\3"),
  /* Behind what a program says of itself, filling bytes, and tables. */
  PICTURE ("jpeg",
           300,
           200,
           "\xff\xd8\xff\xe0\0\x10JFIF\0\1\2\0\0\1\0\1\0\0\xff\xff\xff\xc4\0\3x\xff\xc2\0\x11\x08"
           "\0\xc8\1\x2c\3"),
  PICTURE ("jpeg", 1, 1, "\xff\xd8\xff\xd0\xff\x01\xff\xc0\0\x11\x08\0\1\0\1"),
  PICTURE ("webp", 320, 240, VP8 "\x40\1\xf0\0\0\0\0\0"),
  /* Two bits beside each length say how to enlarge it. */
  PICTURE ("webp", 320, 240, VP8 "\x40\x41\xf0\x80\0\0\0\0"),
  PICTURE ("webp", 320, 240, VP8L "\x3f\xc1\x3b\0\0\0\0\0\0\0"),
  PICTURE ("webp", 320, 240, VP8X "\0\0\0\0\x3f\1\0\xef\0\0"),
  PICTURE ("webp", 1 << 24, 1, VP8X "\x10\0\0\0\xff\xff\xff\0\0\0"),
#undef PICTURE
};

static void
test_sizes_are_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      TbPictureHeader header;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_true (read_header (&header, pictures[i].data, pictures[i].length));
      g_assert_cmpstr (header.type, ==, pictures[i].type);
      g_assert_cmpuint (header.width, ==, pictures[i].width);
      g_assert_cmpuint (header.height, ==, pictures[i].height);
    }
}

static void
test_everything_else_is_refused (void)
{
  static const struct
  {
    const char *data;
    gsize length;
  } others[] = {
#define OTHER(data) { data, sizeof (data) - 1 }
    OTHER (""),
    OTHER ("GIF89a\1\0\1\0\0\0\0"),
    OTHER ("BM\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    OTHER ("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
    OTHER ("<!DOCTYPE html><title>Sign in</title>"),
    OTHER ("\x89PNG\r\n\x1a\n\0\0\0\rCgBI\0\0\1\0\0\0\0\x80\x08\x06\0\0\0"),
    OTHER ("\xff\xd8\xff\xda\0\x11\x08\0\xc8\1\x2c\3"), /* pixels before any size */
    OTHER ("\xff\xd8\xff\xe0\0\0\xff\xe0\0\0\xff\xe0\0\0"),
    OTHER ("\xff\xd8\xff\xe0\xff\xff\xff\xc0\0\x11\x08\0\xc8\1\x2c\3"),
    OTHER ("RIFF\x40\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\0\0\0\0\0\0"),
    OTHER (VP8X "\x02\0\0\0\x3f\1\0\xef\0\0"), /* moves */
#undef OTHER
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      TbPictureHeader header;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_false (read_header (&header, others[i].data, others[i].length));
    }
}

static void
test_any_part_of_a_file_can_be_missing (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      for (gsize length = 0; length < pictures[i].length; length++)
        {
          TbPictureHeader header = { 0 };

          if (read_header (&header, pictures[i].data, length))
            g_assert_cmpuint (header.width, ==, pictures[i].width);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture-header/sizes-are-read", test_sizes_are_read);
  g_test_add_func ("/picture-header/everything-else-is-refused", test_everything_else_is_refused);
  g_test_add_func ("/picture-header/any-part-of-a-file-can-be-missing",
                   test_any_part_of_a_file_can_be_missing);

  return g_test_run ();
}
