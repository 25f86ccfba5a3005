/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  JsonNode *activity_timeout;
  guint pong_timeout;
  guint greeting_delay;
  guint client_event_rate;
  guint connection_limit;
  guint presence_limit;
  guint event_data_limit;
  gboolean answer_pings;
  gboolean client_events;
  gboolean established_as_object;
  gboolean signin;
} DevSettings;

void dev_settings_reset (DevSettings *settings);
void dev_settings_clear (DevSettings *settings);
gboolean dev_settings_change (DevSettings *settings, JsonObject *changes, GError **error);
JsonObject *dev_settings_describe (const DevSettings *settings);

G_END_DECLS
