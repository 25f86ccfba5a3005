/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbContentScroller:
 *
 * A scrolled window that is as high as its content needs in the width that it gets, and at most as
 * high as `max-content-height`. A #GtkScrolledWindow that propagates its natural height asks for
 * what the content needs in another width, so that text that wraps is cut. It never scrolls
 * sideways.
 */
#define TB_TYPE_CONTENT_SCROLLER (tb_content_scroller_get_type ())
G_DECLARE_FINAL_TYPE (
    TbContentScroller, tb_content_scroller, TB, CONTENT_SCROLLER, GtkScrolledWindow)

G_END_DECLS
