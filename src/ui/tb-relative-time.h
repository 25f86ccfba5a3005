/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *tb_relative_time_format (gint64 then, gint64 now);
gint64 tb_relative_time_next_change (gint64 then, gint64 now);
char *tb_relative_time_format_exactly (gint64 then);

G_END_DECLS
