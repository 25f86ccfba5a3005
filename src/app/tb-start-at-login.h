/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TB_TYPE_START_AT_LOGIN (tb_start_at_login_get_type ())
G_DECLARE_FINAL_TYPE (TbStartAtLogin, tb_start_at_login, TB, START_AT_LOGIN, GObject)

TbStartAtLogin *tb_start_at_login_new (GActionMap *actions);

G_END_DECLS
