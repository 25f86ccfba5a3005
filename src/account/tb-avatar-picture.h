/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* The largest picture that is looked at: in bytes as it is sent, and in pixels each way. More than
 * any face in a list needs; a larger one costs time and memory that others pay for. */
#define TB_AVATAR_PICTURE_BYTES (256 * 1024)
#define TB_AVATAR_PICTURE_PIXELS 512

const char *tb_avatar_picture_get_accept (void);
GdkPixbuf *tb_avatar_picture_decode (GBytes *bytes, int size, GError **error);

G_END_DECLS
