/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "launch/tb-traybell1.h"
#include "inbox/tb-inbox.h"
#include "inbox/tb-quiet.h"

G_BEGIN_DECLS

/**
 * TbServiceAttention:
 *
 * The part of the service on the bus that is about the user's attention: what is acknowledged, and
 * when it is quiet.
 */
typedef struct _TbServiceAttention TbServiceAttention;

TbServiceAttention *
tb_service_attention_new (TbDBusTraybell1 *skeleton, TbInbox *inbox, TbQuiet *quiet);
void tb_service_attention_free (TbServiceAttention *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbServiceAttention, tb_service_attention_free)

G_END_DECLS
