/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void tb_action_target_set (gpointer actionable, const char *action, const char *target);

G_END_DECLS
