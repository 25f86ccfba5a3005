/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dev-application.h"

G_BEGIN_DECLS

JsonObject *dev_control_publish (DevApplication *application, JsonObject *wanted, GError **error);
JsonObject *dev_control_close (DevApplication *application, JsonObject *wanted, GError **error);
JsonObject *dev_control_drop (DevApplication *application, JsonObject *wanted, GError **error);
JsonObject *
dev_control_send_bytes (DevApplication *application, JsonObject *wanted, GError **error);
JsonObject *dev_control_send_text (DevApplication *application, JsonObject *wanted, GError **error);
JsonObject *dev_control_silence (DevApplication *application, JsonObject *wanted, GError **error);
JsonObject *dev_control_member (DevApplication *application, JsonObject *wanted, GError **error);

G_END_DECLS
