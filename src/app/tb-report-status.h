/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "app/tb-redaction.h"
#include "launch/tb-traybell1.h"

G_BEGIN_DECLS

JsonNode *tb_report_status_build (TbDBusTraybell1 *remote, TbRedaction *redaction);
JsonNode *tb_report_status_build_records (TbDBusTraybell1 *remote, TbRedaction *redaction);

G_END_DECLS
