/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int tb_command_inbox_run (GStrv arguments);
int tb_command_why_run (GStrv arguments);

G_END_DECLS
