/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pusher/pusher-clock.h"
#include "pusher/pusher-member.h"

G_BEGIN_DECLS

/* How long a member counts as active after the last sign of it, in s. */
#define TB_ACTIVITY_TIMEOUT 30

/**
 * TbActivity:
 *
 * Who does something in a room just now, and who has left it as the web app sees it though the
 * connection still stands.
 */
typedef struct _TbActivity TbActivity;

TbActivity *tb_activity_new (PusherClock *clock);
void tb_activity_free (TbActivity *self);
void tb_activity_mark_active (TbActivity *self, PusherMember *member);
void tb_activity_mark_away (TbActivity *self, PusherMember *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbActivity, tb_activity_free)

G_END_DECLS
