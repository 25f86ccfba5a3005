/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-portal-autostart.h"

G_BEGIN_DECLS

#define TB_TYPE_START_AT_LOGIN (tb_start_at_login_get_type ())
G_DECLARE_FINAL_TYPE (TbStartAtLogin, tb_start_at_login, TB, START_AT_LOGIN, GObject)

TbStartAtLogin *tb_start_at_login_new (GActionMap *actions, TbPortalAutostart *portal);
const char *tb_start_at_login_get_explanation (TbStartAtLogin *self);

G_END_DECLS
