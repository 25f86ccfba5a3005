/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session.h"

G_BEGIN_DECLS

/**
 * TbAccountSection:
 *
 * All of an account, one below the other: its header, what is not as usual, and its rooms.
 */
#define TB_TYPE_ACCOUNT_SECTION (tb_account_section_get_type ())
G_DECLARE_FINAL_TYPE (TbAccountSection, tb_account_section, TB, ACCOUNT_SECTION, GtkBox)

GtkWidget *tb_account_section_new (TbSession *session);

G_END_DECLS
