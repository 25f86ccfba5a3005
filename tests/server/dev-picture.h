/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *dev_picture_new (guint width, guint height, guint32 colour);
GBytes *dev_picture_new_claiming (guint width, guint height);
GBytes *dev_picture_new_padded (gsize length);

G_END_DECLS
