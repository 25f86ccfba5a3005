/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How many colours style.css has for initials. */
#define TB_INITIALS_N_COLOURS 8

/**
 * TbInitials:
 *
 * Stands for a person's picture: one or two letters of the name in a circle, whose colour is always
 * the same for the same person.
 */
#define TB_TYPE_INITIALS (tb_initials_get_type ())
G_DECLARE_FINAL_TYPE (TbInitials, tb_initials, TB, INITIALS, GtkLabel)

GtkWidget *tb_initials_new (void);
void tb_initials_set_person (TbInitials *self, const char *id, const char *name);
char *tb_initials_from_name (const char *name);

G_END_DECLS
