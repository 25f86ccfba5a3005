/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* How far the popover keeps from what it belongs to and from the edges, in pixels: enough for the
 * two to be seen as two. */
#define TB_POPOVER_MARGIN 4

GdkRectangle
tb_popover_place_at (const GdkPoint *anchor, const GdkRectangle *work_area, int width, int height);
GdkRectangle tb_popover_place_in_corner (const GdkRectangle *monitor,
                                         const GdkRectangle *work_area,
                                         int width,
                                         int height,
                                         gboolean right_to_left);

G_END_DECLS
