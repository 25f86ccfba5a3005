/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-connection.h"
#include "pusher/pusher-patience.h"
#include "pusher/pusher-socket.h"

G_BEGIN_DECLS

struct _PusherConnection
{
  GObject parent_instance;

  PusherOptions *options;
  char *uri;
  PusherClock *clock;
  PusherTransportFactory factory;
  gpointer factory_data;
  GDestroyNotify factory_data_free;

  gboolean wanted;
  PusherPhase phase;
  gboolean opened_before;
  PusherAbsence *absence;
  PusherConnectionState state;

  PusherSocket *socket;
  PusherPatience patience;

  guint retry_timer;
  gint64 retry_time;
  gint64 missed_since;

  GError *last_error;
};

void pusher_connection_set_phase (PusherConnection *self, PusherInput input);
void pusher_connection_drop_socket (PusherConnection *self);
void pusher_connection_schedule (PusherConnection *self, gint64 delay);

G_END_DECLS
