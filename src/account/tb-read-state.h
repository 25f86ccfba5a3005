/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "inbox/tb-inbox.h"
#include "pusher/pusher-event.h"

G_BEGIN_DECLS

/**
 * TbReadState:
 *
 * What was read here is put into the outbox of an account whose web app wants to know it, whether
 * there is a connection or not; and what was read elsewhere is read here.
 */
typedef struct _TbReadState TbReadState;

TbReadState *tb_read_state_new (TbAccount *account, TbInbox *inbox);
void tb_read_state_free (TbReadState *self);
void tb_read_state_take_event (TbReadState *self, PusherEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbReadState, tb_read_state_free)

G_END_DECLS
