/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-maintenance.h"
#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/**
 * TbSessionMaintenance:
 *
 * The maintenance that a web app announced last, until it is over or the user has dismissed it.
 */
typedef struct _TbSessionMaintenance TbSessionMaintenance;

/**
 * TbSessionMaintenanceFunc:
 * @user_data: what was given with the function
 *
 * There is another maintenance to tell of, or none any more.
 */
typedef void (*TbSessionMaintenanceFunc) (gpointer user_data);

TbSessionMaintenance *tb_session_maintenance_new (PusherClock *clock,
                                                  TbSessionMaintenanceFunc changed,
                                                  gpointer user_data);
void tb_session_maintenance_free (TbSessionMaintenance *self);
TbMaintenance *tb_session_maintenance_get (TbSessionMaintenance *self);
void
tb_session_maintenance_take (TbSessionMaintenance *self, TbMaintenance *maintenance, gint64 now);
void tb_session_maintenance_dismiss (TbSessionMaintenance *self);
void tb_session_maintenance_update (TbSessionMaintenance *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSessionMaintenance, tb_session_maintenance_free)

G_END_DECLS
