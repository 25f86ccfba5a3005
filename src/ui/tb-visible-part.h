/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbVisiblePart:
 *
 * What can be seen of a widget that is taller than the #GtkViewport that it is in, however far up.
 */
typedef struct _TbVisiblePart TbVisiblePart;

/**
 * TbVisiblePartFunc:
 * @user_data: what was given with the function
 *
 * Another part can be seen.
 */
typedef void (*TbVisiblePartFunc) (gpointer user_data);

TbVisiblePart *
tb_visible_part_new (GtkWidget *widget, TbVisiblePartFunc changed, gpointer user_data);
void tb_visible_part_free (TbVisiblePart *self);
void tb_visible_part_find_viewport (TbVisiblePart *self);
void tb_visible_part_get (TbVisiblePart *self, int *top, int *bottom);
void tb_visible_part_scroll_to (TbVisiblePart *self, int top, int bottom);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbVisiblePart, tb_visible_part_free)

G_END_DECLS
