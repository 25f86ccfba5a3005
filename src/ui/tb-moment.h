/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "account/tb-maintenance.h"

G_BEGIN_DECLS

char *tb_moment_format_time (gint64 time, GTimeZone *zone);
char *tb_moment_describe (gint64 time, gint64 now, GTimeZone *zone);
char *
tb_moment_describe_maintenance (const TbMaintenance *maintenance, gint64 now, GTimeZone *zone);
gint64 tb_moment_next_midnight (gint64 now, GTimeZone *zone);

G_END_DECLS
