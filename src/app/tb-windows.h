/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "desktop/tb-keyring.h"
#include "desktop/tb-notifier.h"
#include "desktop/tb-tray.h"
#include "inbox/tb-inbox.h"
#include "inbox/tb-preferences.h"
#include "inbox/tb-quiet.h"
#include "inbox/tb-rules-file.h"

G_BEGIN_DECLS

/**
 * TbWindowsParts:
 * @accounts: all accounts
 * @sessions: all accounts' sessions
 * @inbox: all notifications
 * @rules: what makes notifications
 * @quiet: (nullable): when it is quiet
 * @preferences: what the user prefers
 * @connection: (nullable): the session bus
 * @tray: (nullable): the icon
 * @notifier: shows notifications
 * @keyring: keeps secrets
 * @app_actions: (type GActionMap): what the widgets activate as "app.…"; gets `start-at-login`
 * while somebody can see it
 *
 * What windows show and act on. All of it must live as long as the windows.
 */
typedef struct
{
  TbAccountList *accounts;
  TbSessionList *sessions;
  TbInbox *inbox;
  TbRulesFile *rules;
  TbQuiet *quiet;
  TbPreferences *preferences;
  GDBusConnection *connection;
  TbTray *tray;
  TbNotifier *notifier;
  TbKeyring *keyring;
  GActionGroup *app_actions;
} TbWindowsParts;

/**
 * TbWindows:
 *
 * All windows, each made when it is first wanted: until then nothing needs GTK or a display.
 */
typedef struct _TbWindows TbWindows;

TbWindows *tb_windows_new (const TbWindowsParts *parts);
void tb_windows_free (TbWindows *self);
char *
tb_windows_present (TbWindows *self, const char *notification_id, const char *activation_token);
char *tb_windows_toggle_popover (TbWindows *self, int x, int y, const char *activation_token);
char *tb_windows_show_preferences (TbWindows *self);
char *tb_windows_show_shortcuts (TbWindows *self);
char *tb_windows_show_about (TbWindows *self);
TbPlace tb_windows_get_place (TbWindows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWindows, tb_windows_free)

G_END_DECLS
