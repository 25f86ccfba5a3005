/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "account/tb-session-list.h"
#include "app/tb-tray-fallback.h"
#include "desktop/tb-notifier.h"
#include "desktop/tb-portals.h"
#include "inbox/tb-quiet.h"
#include "inbox/tb-rules-file.h"

G_BEGIN_DECLS

char *tb_status_build (TbSessionList *sessions,
                       TbInbox *inbox,
                       TbQuiet *quiet,
                       TbRulesFile *rules,
                       TbTray *tray,
                       TbTrayFallback *tray_fallback,
                       TbNotifier *notifier,
                       TbPortals *portals);
char *tb_status_build_event (TbSession *session,
                             PusherEvent *event,
                             const TbVerdict *verdict,
                             TbNotification *notification,
                             gint64 time);

G_END_DECLS
