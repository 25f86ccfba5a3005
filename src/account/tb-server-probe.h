/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"

G_BEGIN_DECLS

/**
 * TbServerProbe:
 *
 * What a server tells of itself to anybody who asks: one request without any secret, whose answer
 * may be whatever it is. A certificate that is not accepted is looked at all the same, and is the
 * only thing of that server that is believed then.
 */
typedef struct _TbServerProbe TbServerProbe;

TbServerProbe *tb_server_probe_new (TbAccount *account);
void tb_server_probe_free (TbServerProbe *self);
const char *tb_server_probe_get_proxy (TbServerProbe *self);
char *tb_server_probe_describe_chain (TbServerProbe *self);
GDateTime *tb_server_probe_get_expiry (TbServerProbe *self);
GTlsCertificateFlags tb_server_probe_get_problems (TbServerProbe *self);
gboolean tb_server_probe_get_skew (TbServerProbe *self, gint64 *skew);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbServerProbe, tb_server_probe_free)

G_END_DECLS
