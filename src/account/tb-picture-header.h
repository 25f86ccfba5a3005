/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbPictureHeader:
 * @type: gdk-pixbuf's name of the format: "png", "jpeg" or "webp"
 * @width: in pixels
 * @height: in pixels
 *
 * What a picture says of itself before it is decoded.
 */
typedef struct
{
  const char *type;
  guint width;
  guint height;
} TbPictureHeader;

gboolean tb_picture_header_read (TbPictureHeader *self, const guint8 *data, gsize length);

G_END_DECLS
