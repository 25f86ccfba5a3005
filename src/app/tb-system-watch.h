/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-keyring.h"
#include "desktop/tb-notifier.h"
#include "desktop/tb-tray.h"
#include "ui/tb-system-status.h"

G_BEGIN_DECLS

#define TB_TYPE_SYSTEM_WATCH (tb_system_watch_get_type ())
G_DECLARE_FINAL_TYPE (TbSystemWatch, tb_system_watch, TB, SYSTEM_WATCH, GObject)

TbSystemWatch *tb_system_watch_new (GDBusConnection *connection,
                                    TbTray *tray,
                                    TbNotifier *notifier,
                                    TbKeyring *keyring);
TbSystemStatus *tb_system_watch_get_status (TbSystemWatch *self);

G_END_DECLS
