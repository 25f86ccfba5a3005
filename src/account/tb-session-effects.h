/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "inbox/tb-rule.h"
#include "pusher/pusher-channel.h"
#include "pusher/pusher-clock.h"
#include "pusher/pusher-event.h"

G_BEGIN_DECLS

/**
 * TbSessionEffects:
 *
 * What events do besides becoming notifications: people type, and the web app asks to reload.
 */
typedef struct _TbSessionEffects TbSessionEffects;

/**
 * TbSessionReloadFunc:
 * @user_data: what was given with the function
 *
 * Begins anew, because the web app asks for it.
 */
typedef void (*TbSessionReloadFunc) (gpointer user_data);

TbSessionEffects *
tb_session_effects_new (PusherClock *clock, TbSessionReloadFunc reload, gpointer user_data);
void tb_session_effects_free (TbSessionEffects *self);
void tb_session_effects_apply (TbSessionEffects *self,
                               TbRuleEffect effect,
                               PusherChannel *channel,
                               PusherEvent *event);
void tb_session_effects_forget (TbSessionEffects *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSessionEffects, tb_session_effects_free)

G_END_DECLS
