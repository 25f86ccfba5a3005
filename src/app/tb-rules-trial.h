/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "account/tb-account.h"
#include "inbox/tb-preferences.h"
#include "inbox/tb-rules.h"

G_BEGIN_DECLS

/**
 * TbRulesTrial:
 * @rules: the rules
 * @account: (nullable): account that receives the event, or %NULL for none in particular
 * @preferences: what the user has switched off
 * @channel: (nullable): channel that it comes on; %NULL for the account's user's own
 * @event: name of the event
 * @payload: its data: JSON, or plain text
 *
 * An event that does not come, to see what would become of it.
 */
typedef struct
{
  TbRules *rules;
  TbAccount *account;
  TbPreferences *preferences;
  const char *channel;
  const char *event;
  const char *payload;
} TbRulesTrial;

JsonNode *tb_rules_trial_run (const TbRulesTrial *self);
void tb_rules_trial_print (JsonNode *result);

G_END_DECLS
