/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TB_TYPE_INSTANCE (tb_instance_get_type ())

/**
 * TbInstance:
 *
 * The one running program of a user: how it is started, a second time too, and how it is ended.
 * What it does in between is its subclass's.
 *
 * #TbInstance:background (boolean, construct-only) is whether it starts without presenting a
 * window. #TbInstance:activation-token (string, nullable, read-only, notifying) is the desktop's
 * token for what somebody on the bus is activating at this moment.
 *
 * With %G_APPLICATION_IS_SERVICE the bus has started it because of what somebody asks of it. If
 * that is to quit, tb_instance_is_dismissed(), and nothing need be made.
 */
G_DECLARE_DERIVABLE_TYPE (TbInstance, tb_instance, TB, INSTANCE, GApplication)

struct _TbInstanceClass
{
  GApplicationClass parent_class;
};

const char *tb_instance_get_activation_token (TbInstance *self);
gboolean tb_instance_is_dismissed (TbInstance *self);

G_END_DECLS
