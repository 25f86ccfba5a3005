/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TB_TIME_SPIN_DAY 1440 /* minutes */

/**
 * TbTimeSpin:
 *
 * A time of the day, as a spin button. Its value is in minutes after midnight, less than
 * %TB_TIME_SPIN_DAY.
 */
#define TB_TYPE_TIME_SPIN (tb_time_spin_get_type ())
G_DECLARE_FINAL_TYPE (TbTimeSpin, tb_time_spin, TB, TIME_SPIN, GtkSpinButton)

gboolean tb_time_spin_parse (const char *text, guint *minutes);

G_END_DECLS
