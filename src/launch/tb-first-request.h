/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TbFirstRequest TbFirstRequest;

TbFirstRequest *tb_first_request_new (GDBusConnection *connection);
void tb_first_request_free (TbFirstRequest *self);
gboolean tb_first_request_is_action (TbFirstRequest *self, const char *action_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbFirstRequest, tb_first_request_free)

G_END_DECLS
