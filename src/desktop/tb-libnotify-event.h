/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-notifier.h"

G_BEGIN_DECLS

/**
 * TbLibnotifyEventKind:
 * @TB_LIBNOTIFY_EVENT_SERVER: @server_name and @capabilities are others now
 * @TB_LIBNOTIFY_EVENT_SHOWN: a toast is shown
 * @TB_LIBNOTIFY_EVENT_ACTIVATED: @action_id was chosen
 * @TB_LIBNOTIFY_EVENT_CLOSED: a toast is gone, for @reason; @error says more if it was not shown at
 * all
 *
 * What a worker tells its owner.
 */
typedef enum
{
  TB_LIBNOTIFY_EVENT_SERVER,
  TB_LIBNOTIFY_EVENT_SHOWN,
  TB_LIBNOTIFY_EVENT_ACTIVATED,
  TB_LIBNOTIFY_EVENT_CLOSED,
} TbLibnotifyEventKind;

/**
 * TbLibnotifyEvent:
 * @kind: which of the other members mean something
 * @toast_id: (nullable): which toast
 * @serial: the number given to tb_libnotify_worker_show() for it
 * @action_id: (nullable): which action
 * @activation_token: (nullable): an activation token
 * @reason: why it is gone
 * @error: (nullable): why it could not be shown
 * @server_name: (nullable): name and version of the server
 * @capabilities: (nullable): what the server can do
 *
 * Something that happened on the worker's thread.
 */
typedef struct
{
  TbLibnotifyEventKind kind;
  char *toast_id;
  guint serial;
  char *action_id;
  char *activation_token;
  TbNotifierClosedReason reason;
  GError *error;
  char *server_name;
  GStrv capabilities;
} TbLibnotifyEvent;

/**
 * tb_libnotify_event_new_server:
 * @server_name: (nullable): name and version of the server
 * @capabilities: what it can do
 *
 * Returns: (transfer full): a %TB_LIBNOTIFY_EVENT_SERVER
 */
TbLibnotifyEvent *tb_libnotify_event_new_server (const char *server_name,
                                                 const char *const *capabilities);

/**
 * tb_libnotify_event_new_shown:
 * @toast_id: which toast
 * @serial: its number
 *
 * Returns: (transfer full): a %TB_LIBNOTIFY_EVENT_SHOWN
 */
TbLibnotifyEvent *tb_libnotify_event_new_shown (const char *toast_id, guint serial);

/**
 * tb_libnotify_event_new_activated:
 * @toast_id: which toast
 * @serial: its number
 * @action_id: which action
 * @activation_token: (nullable): an activation token
 *
 * Returns: (transfer full): a %TB_LIBNOTIFY_EVENT_ACTIVATED
 */
TbLibnotifyEvent *tb_libnotify_event_new_activated (const char *toast_id,
                                                    guint serial,
                                                    const char *action_id,
                                                    const char *activation_token);

/**
 * tb_libnotify_event_new_closed:
 * @toast_id: which toast
 * @serial: its number
 * @reason: why it is gone
 * @error: (nullable): why it could not be shown
 *
 * Returns: (transfer full): a %TB_LIBNOTIFY_EVENT_CLOSED
 */
TbLibnotifyEvent *tb_libnotify_event_new_closed (const char *toast_id,
                                                 guint serial,
                                                 TbNotifierClosedReason reason,
                                                 const GError *error);

/**
 * tb_libnotify_event_free:
 * @self: (transfer full): an event
 */
void tb_libnotify_event_free (TbLibnotifyEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbLibnotifyEvent, tb_libnotify_event_free)

G_END_DECLS
