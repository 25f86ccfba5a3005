/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean tb_ui_ensure (GError **error);
void tb_ui_present (GtkWindow *window, const char *activation_token);

G_END_DECLS
