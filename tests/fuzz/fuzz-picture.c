/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A file that is said to be somebody's picture.
 */

#include "fuzz-target.h"

#include "account/tb-avatar-picture.h"
#include "account/tb-picture-header.h"

#define SIZE 28

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = tb_avatar_picture_decode (bytes, SIZE, &error);
  TbPictureHeader header;

  g_assert_true ((picture == NULL) == (error != NULL));
  if (picture == NULL)
    return 0;

  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, SIZE);
  g_assert_cmpint (gdk_pixbuf_get_height (picture), ==, SIZE);
  g_assert_true (tb_picture_header_read (&header, data, size));
  g_assert_cmpuint (header.width, <=, TB_AVATAR_PICTURE_PIXELS);
  g_assert_cmpuint (header.height, <=, TB_AVATAR_PICTURE_PIXELS);

  return 0;
}
