/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit codes of every command. */
#define TB_EXIT_OK 0
#define TB_EXIT_FAILED 1
#define TB_EXIT_USAGE 2

gboolean tb_command_parse (const char *name,
                           const char *parameters,
                           const char *summary,
                           const GOptionEntry *entries,
                           GStrv *arguments,
                           int *exit_code);
int tb_command_fail (const GError *error);
int tb_command_refuse (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
