/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbWindowMemory:
 *
 * How the main window was when it was last closed: the one way to the settings of the schema
 * com.nebutra.Traybell.Window.
 */
typedef struct _TbWindowMemory TbWindowMemory;

TbWindowMemory *tb_window_memory_new (GtkWindow *window);
void tb_window_memory_free (TbWindowMemory *self);
char *tb_window_memory_dup_page (TbWindowMemory *self);
void tb_window_memory_set_page (TbWindowMemory *self, const char *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWindowMemory, tb_window_memory_free)

G_END_DECLS
