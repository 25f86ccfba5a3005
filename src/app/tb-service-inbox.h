/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "launch/tb-traybell1.h"
#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/**
 * TbServiceInbox:
 *
 * The part of the service on the bus that is about the inbox: what is in it, and what became of
 * each event.
 */
typedef struct _TbServiceInbox TbServiceInbox;

TbServiceInbox *tb_service_inbox_new (TbDBusTraybell1 *skeleton, TbInbox *inbox);
void tb_service_inbox_free (TbServiceInbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbServiceInbox, tb_service_inbox_free)

G_END_DECLS
