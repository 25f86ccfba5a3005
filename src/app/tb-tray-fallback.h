/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/tb-tray-presenter.h"
#include "app/tb-windows.h"

G_BEGIN_DECLS

/* How long a tray of today's kind may take to appear at login before an old one is looked for, in
 * ms. */
#define TB_TRAY_FALLBACK_DELAY 5000

#define TB_TYPE_TRAY_FALLBACK (tb_tray_fallback_get_type ())
G_DECLARE_FINAL_TYPE (TbTrayFallback, tb_tray_fallback, TB, TRAY_FALLBACK, GObject)

TbTrayFallback *
tb_tray_fallback_new (TbTray *tray, GMenuModel *menu, TbWindows *windows, guint delay);
gboolean tb_tray_fallback_get_shown (TbTrayFallback *self);

G_END_DECLS
