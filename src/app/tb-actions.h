/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/tb-pages.h"
#include "app/tb-windows.h"
#include "inbox/tb-quiet.h"
#include "launch/tb-instance.h"

G_BEGIN_DECLS

/**
 * TbActionTargets:
 * @instance: ends the program, and knows for whom it acts
 * @inbox: where the notifications are
 * @sessions: all accounts' sessions
 * @pages: opens pages of web apps
 * @windows: shows windows
 * @quiet: whether it is quiet
 *
 * What the actions work on. All of it must live as long as the actions.
 */
typedef struct
{
  TbInstance *instance;
  TbInbox *inbox;
  TbSessionList *sessions;
  TbPages *pages;
  TbWindows *windows;
  TbQuiet *quiet;
} TbActionTargets;

void tb_actions_add (GActionMap *map, const TbActionTargets *targets);

G_END_DECLS
