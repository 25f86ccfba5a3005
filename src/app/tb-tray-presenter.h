/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "desktop/tb-tray.h"
#include "inbox/tb-quiet.h"
#include "inbox/tb-reminders.h"

G_BEGIN_DECLS

#define TB_TYPE_TRAY_PRESENTER (tb_tray_presenter_get_type ())
G_DECLARE_FINAL_TYPE (TbTrayPresenter, tb_tray_presenter, TB, TRAY_PRESENTER, GObject)

TbTrayPresenter *tb_tray_presenter_new (TbTray *tray,
                                        TbSessionList *sessions,
                                        TbInbox *inbox,
                                        TbQuiet *quiet,
                                        TbReminders *reminders,
                                        GActionGroup *actions);
GMenuModel *tb_tray_presenter_get_menu (TbTrayPresenter *self);
TbTrayState tb_tray_presenter_derive (const TbSessionState *states,
                                      gsize n_states,
                                      guint unread,
                                      guint urgent_waiting,
                                      gboolean quiet);

G_END_DECLS
