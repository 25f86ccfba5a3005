/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbLaunchContext:
 *
 * A #GAppLaunchContext that hands one activation token on: in the environment
 * of a program that is started, and in the platform data of one that is
 * activated over D-Bus. GDK has one too, but needs a display.
 */
#define TB_TYPE_LAUNCH_CONTEXT (tb_launch_context_get_type ())
G_DECLARE_FINAL_TYPE (TbLaunchContext, tb_launch_context, TB, LAUNCH_CONTEXT, GAppLaunchContext)

/**
 * tb_launch_context_new:
 * @activation_token: (nullable): an activation token
 *
 * Returns: (transfer full): a context for one launch
 */
GAppLaunchContext *tb_launch_context_new (const char *activation_token);

G_END_DECLS
