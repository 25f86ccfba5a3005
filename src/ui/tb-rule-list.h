/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "inbox/tb-preferences.h"
#include "inbox/tb-rules-file.h"

G_BEGIN_DECLS

/**
 * TbRuleList:
 *
 * The kinds of notifications that there are, and for each whether it is shown on the desktop, and
 * whether with its sound.
 */
#define TB_TYPE_RULE_LIST (tb_rule_list_get_type ())
G_DECLARE_FINAL_TYPE (TbRuleList, tb_rule_list, TB, RULE_LIST, GtkGrid)

void tb_rule_list_set_models (TbRuleList *self, TbRulesFile *rules, TbPreferences *preferences);
const char *tb_rule_list_describe (const char *name);

G_END_DECLS
