/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-notifier.h"

G_BEGIN_DECLS

/**
 * TB_LIBNOTIFY_NOTIFIER_QUEUE_MAXIMUM:
 *
 * How many toasts may wait for a slow server. Beyond it the least urgent and
 * oldest one is dropped: nobody reads more than a few, and GNOME keeps ten an
 * application.
 */
#define TB_LIBNOTIFY_NOTIFIER_QUEUE_MAXIMUM 32

/**
 * TbLibnotifyNotifier:
 *
 * A #TbNotifier that talks to org.freedesktop.Notifications through libnotify.
 * libnotify waits for each answer, so all of it lives on a thread of its own:
 * a stuck or absent server holds up that thread and nothing else.
 *
 * libnotify keeps its state for the whole process: with two notifiers, the
 * second one shows nothing before the first is gone.
 */
#define TB_TYPE_LIBNOTIFY_NOTIFIER (tb_libnotify_notifier_get_type ())
G_DECLARE_FINAL_TYPE (TbLibnotifyNotifier, tb_libnotify_notifier, TB, LIBNOTIFY_NOTIFIER, GObject)

/**
 * tb_libnotify_notifier_new:
 *
 * Makes a notifier and starts looking for the server, whose name and
 * capabilities follow by notification. Works without a session bus: every
 * toast is then answered by #TbNotifier::closed, and #TbNotifier:error says why.
 *
 * Returns: (transfer full): the notifier
 */
TbNotifier *tb_libnotify_notifier_new (void);

G_END_DECLS
