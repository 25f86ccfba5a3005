/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *tb_remove_dialog_new (GtkWindow *parent, TbAccountEditor *editor);

G_END_DECLS
