/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"
#include "launch/tb-traybell1.h"
#include "inbox/tb-inbox.h"
#include "inbox/tb-quiet.h"

G_BEGIN_DECLS

/* The properties of com.nebutra.Traybell1: accounts, what is unread, and quiet. */
typedef struct _TbServiceFacts TbServiceFacts;

TbServiceFacts *tb_service_facts_new (TbDBusTraybell1 *skeleton,
                                      TbSessionList *sessions,
                                      TbInbox *inbox,
                                      TbQuiet *quiet);
void tb_service_facts_free (TbServiceFacts *self);

G_END_DECLS
