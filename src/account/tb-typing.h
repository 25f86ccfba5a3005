/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pusher/pusher-clock.h"
#include "pusher/pusher-member.h"

G_BEGIN_DECLS

/**
 * TbTyping:
 *
 * Who is typing, each until told otherwise or until it has expired.
 */
typedef struct _TbTyping TbTyping;

TbTyping *tb_typing_new (PusherClock *clock);
void tb_typing_free (TbTyping *self);
void tb_typing_start (TbTyping *self, PusherMember *member);
void tb_typing_stop (TbTyping *self, PusherMember *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbTyping, tb_typing_free)

G_END_DECLS
