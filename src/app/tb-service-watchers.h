/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-list.h"

G_BEGIN_DECLS

/**
 * TbServiceWatchers:
 *
 * Who on the bus is told of each event: those who asked, for as long as they are there.
 */
typedef struct _TbServiceWatchers TbServiceWatchers;

TbServiceWatchers *tb_service_watchers_new (GDBusConnection *connection, TbSessionList *sessions);
void tb_service_watchers_free (TbServiceWatchers *self);
void tb_service_watchers_add (TbServiceWatchers *self, const char *bus_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbServiceWatchers, tb_service_watchers_free)

G_END_DECLS
