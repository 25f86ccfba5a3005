/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "account/tb-account-list.h"
#include "app/tb-redaction.h"

G_BEGIN_DECLS

JsonNode *tb_report_facts_build_settings (TbAccountList *accounts, TbRedaction *redaction);
JsonNode *tb_report_facts_build_desktop (TbRedaction *redaction);
char *tb_report_facts_dup_libraries (void);
char *tb_report_facts_dup_log (TbRedaction *redaction);

G_END_DECLS
