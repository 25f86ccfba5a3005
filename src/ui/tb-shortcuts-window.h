/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWindow *tb_shortcuts_window_new (GActionGroup *app_actions);

G_END_DECLS
