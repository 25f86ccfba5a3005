/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int tb_command_open_run (GStrv arguments);
int tb_command_read_run (GStrv arguments);
int tb_command_ack_run (GStrv arguments);
int tb_command_show_run (GStrv arguments);
int tb_command_quit_run (GStrv arguments);

G_END_DECLS
