/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "desktop/tb-libnotify-event.h"

G_BEGIN_DECLS

/**
 * TbLibnotifyEventFunc:
 * @owner: the owner given to tb_libnotify_worker_new(), alive
 * @event: what happened
 *
 * Called in the main context that the worker was made in.
 */
typedef void (*TbLibnotifyEventFunc) (GObject *owner, const TbLibnotifyEvent *event);

/**
 * TbLibnotifyWorker:
 *
 * The thread that all of libnotify lives on, and the queue to it. It outlives
 * its owner while libnotify waits for a server that does not answer.
 */
typedef struct _TbLibnotifyWorker TbLibnotifyWorker;

/**
 * tb_libnotify_worker_new:
 * @owner: who hears of events, held weakly
 * @func: how
 *
 * Makes a worker that only queues until tb_libnotify_worker_start().
 *
 * Returns: (transfer full): the worker; end it with tb_libnotify_worker_stop()
 */
TbLibnotifyWorker *tb_libnotify_worker_new (GObject *owner, TbLibnotifyEventFunc func);

/**
 * tb_libnotify_worker_start:
 * @self: a worker
 * @connection: (nullable): the session bus that g_bus_get() shares, which
 *   libnotify uses too; not made on the thread, because GDBus would then look for
 *   a main loop there for as long as the connection lives
 * @error: (nullable): why there is none
 *
 * Starts the thread. Call it once.
 */
void tb_libnotify_worker_start (TbLibnotifyWorker *self,
                                GDBusConnection *connection,
                                const GError *error);

/**
 * tb_libnotify_worker_show:
 * @self: a worker
 * @toast: what to show
 * @serial: for the events that follow from it
 *
 * Queues @toast in place of whatever waits for the same id. Never blocks.
 */
void tb_libnotify_worker_show (TbLibnotifyWorker *self, TbToast *toast, guint serial);

/**
 * tb_libnotify_worker_withdraw:
 * @self: a worker
 * @toast_id: a toast
 * @serial: of the toast
 *
 * Queues the end of a toast in place of whatever waits for it. Never blocks.
 */
void tb_libnotify_worker_withdraw (TbLibnotifyWorker *self, const char *toast_id, guint serial);

/**
 * tb_libnotify_worker_stop:
 * @self: (transfer full): a worker
 *
 * Ends the thread: what still waits is dropped, and toasts with buttons are
 * closed, because nobody would answer those any more. Waits for the thread a
 * quarter of a second at most; a stuck one ends by itself later.
 */
void tb_libnotify_worker_stop (TbLibnotifyWorker *self);

G_END_DECLS
