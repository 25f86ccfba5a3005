/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "app/tb-pages.h"
#include "app/tb-setup-kind.h"
#include "app/tb-start-at-login.h"
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
 * @pages: opens pages of web apps
 * @start_at_login: (nullable): stands behind `start-at-login` in a sandbox
 * @app_actions: (type GActionMap): what the widgets activate as "app.…"; gets `start-at-login`
 * while somebody can see it, unless it is there already
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
  TbPages *pages;
  TbStartAtLogin *start_at_login;
  GActionGroup *app_actions;
} TbWindowsParts;

G_END_DECLS
