/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session.h"

G_BEGIN_DECLS

/**
 * TbAccountHeader:
 *
 * An account's name and state in words, and its menu.
 */
#define TB_TYPE_ACCOUNT_HEADER (tb_account_header_get_type ())
G_DECLARE_FINAL_TYPE (TbAccountHeader, tb_account_header, TB, ACCOUNT_HEADER, GtkBox)

GtkWidget *tb_account_header_new (TbSession *session);
void tb_account_header_set_quiet_shown (TbAccountHeader *self, gboolean shown);
void tb_account_header_set_quiet_text (TbAccountHeader *self, const char *text);
const char *tb_account_header_describe_state (TbSessionState state);

G_END_DECLS
