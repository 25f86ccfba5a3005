/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "desktop/tb-proxy-settings.h"
#include "desktop/tb-wake.h"
#include "inbox/tb-wall-clock.h"

G_BEGIN_DECLS

#define TB_TYPE_VIGILANCE (tb_vigilance_get_type ())
G_DECLARE_FINAL_TYPE (TbVigilance, tb_vigilance, TB, VIGILANCE, GObject)

TbVigilance *tb_vigilance_new (TbWake *wake,
                               TbProxySettings *proxies,
                               TbSessionList *sessions,
                               TbWallClock *clock);

G_END_DECLS
