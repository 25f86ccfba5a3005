/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-maintenance.h"
#include "inbox/tb-rule.h"
#include "pusher/pusher-channel.h"
#include "pusher/pusher-clock.h"
#include "pusher/pusher-event.h"

G_BEGIN_DECLS

/**
 * TbSessionEffects:
 *
 * What events do besides becoming notifications: people come, go, type and move, the web app
 * announces maintenance and asks to reload.
 */
typedef struct _TbSessionEffects TbSessionEffects;

/**
 * TbSessionEffectsFuncs:
 * @reload: begins anew, because the web app asks for it: at most once a minute, and a random while
 * later
 * @maintenance_changed: there is another maintenance to tell of, or none any more
 * @read: an event tells what was read elsewhere
 *
 * Who is told.
 */
typedef struct
{
  void (*reload) (gpointer user_data);
  TbSessionMaintenanceFunc maintenance_changed;
  void (*read) (PusherEvent *event, gpointer user_data);
} TbSessionEffectsFuncs;

TbSessionEffects *
tb_session_effects_new (PusherClock *clock, const TbSessionEffectsFuncs *funcs, gpointer user_data);
void tb_session_effects_free (TbSessionEffects *self);
void tb_session_effects_apply (TbSessionEffects *self,
                               TbRuleEffect effect,
                               PusherChannel *channel,
                               PusherEvent *event);
void tb_session_effects_forget (TbSessionEffects *self);
TbSessionMaintenance *tb_session_effects_get_maintenance (TbSessionEffects *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSessionEffects, tb_session_effects_free)

G_END_DECLS
