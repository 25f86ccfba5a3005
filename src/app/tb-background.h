/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "desktop/tb-portal-autostart.h"
#include "inbox/tb-inbox.h"
#include "inbox/tb-preferences.h"

G_BEGIN_DECLS

#define TB_TYPE_BACKGROUND (tb_background_get_type ())
G_DECLARE_FINAL_TYPE (TbBackground, tb_background, TB, BACKGROUND, GObject)

TbBackground *tb_background_new (GDBusConnection *connection,
                                 TbPortals *portals,
                                 TbPreferences *preferences,
                                 TbSessionList *sessions,
                                 TbInbox *inbox);
TbPortalAutostart *tb_background_get_autostart (TbBackground *self);
char *tb_background_describe (const TbSessionState *states, gsize n_states, guint unread);

G_END_DECLS
