/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "inbox/tb-notification.h"

G_BEGIN_DECLS

/**
 * TbRuleAction:
 * @TB_ACTION_SHOW: into the inbox, and a toast if the policy agrees
 * @TB_ACTION_INBOX_ONLY: into the inbox without a toast
 * @TB_ACTION_IGNORE: no notification
 *
 * What becomes of an event; `show`, `inbox-only` and `ignore` in a rules file.
 */
typedef enum
{
  TB_ACTION_SHOW,
  TB_ACTION_INBOX_ONLY,
  TB_ACTION_IGNORE,
} TbRuleAction;

/**
 * TbRuleEffect:
 * @TB_EFFECT_NONE: none
 * @TB_EFFECT_MEMBER_HINT: somebody joined or left as the application sees it
 * @TB_EFFECT_MEMBER_ACTIVE: the member who sent it is active
 * @TB_EFFECT_TYPING_START: the member who sent it began to type
 * @TB_EFFECT_TYPING_STOP: the member who sent it stopped typing
 * @TB_EFFECT_MAINTENANCE: a maintenance banner until it ends or is dismissed
 * @TB_EFFECT_RELOAD: settings, authorisations, connection and inbox are to be fetched afresh
 * @TB_EFFECT_READ: the user has read the notifications that it names somewhere else
 *
 * What an event does besides the notification, in the hands of whoever holds the
 * connection; `none`, `member-hint`, `member-active`, `typing-start`, `typing-stop`,
 * `maintenance`, `reload` and `read` in a rules file. It is independent of the action.
 */
typedef enum
{
  TB_EFFECT_NONE,
  TB_EFFECT_MEMBER_HINT,
  TB_EFFECT_MEMBER_ACTIVE,
  TB_EFFECT_TYPING_START,
  TB_EFFECT_TYPING_STOP,
  TB_EFFECT_MAINTENANCE,
  TB_EFFECT_RELOAD,
  TB_EFFECT_READ,
} TbRuleEffect;

/**
 * TbRuleContext:
 * @account_id: account that received the event
 * @user_id: (nullable): id of the account's user, `{@user}` in templates
 * @channel: channel it came on
 * @event: its name
 * @data: (nullable): its data as JSON, or %NULL where it is not JSON
 * @raw_text: (nullable): the text that @data was parsed from, or the plain text
 * @web_url: (nullable): address of the account's web application, `{base}` in templates
 * @allowed_origins: (nullable) (array zero-terminated=1): see tb_link_resolve()
 * @received_at: when it came, in microseconds since the Unix epoch, UTC
 * @link_problem: (out) (optional): why a link was refused, one sentence to be freed; left alone
 *   if none was
 *
 * What tb_rule_build() makes a notification of. Nothing is kept.
 */
typedef struct
{
  const char *account_id;
  const char *user_id;
  const char *channel;
  const char *event;
  JsonNode *data;
  const char *raw_text;
  const char *web_url;
  const char *const *allowed_origins;
  gint64 received_at;
  char **link_problem;
} TbRuleContext;

/**
 * TbRule:
 *
 * What is to be done with the events that match it: one group of a rules file. Immutable and
 * reference-counted. The keys are described in `default-rules.ini`.
 */
typedef struct _TbRule TbRule;

/**
 * tb_rule_new_from_group:
 * @key_file: a rules file
 * @group: group to read
 * @file_name: name of the file for messages
 * @error: return location for an error, or %NULL
 *
 * Reads one rule.
 *
 * Returns: (transfer full): the rule, or %NULL with %TB_INBOX_ERROR_BAD_RULES and one sentence
 *   that names file, group and key
 */
TbRule *tb_rule_new_from_group (GKeyFile *key_file,
                                const char *group,
                                const char *file_name,
                                GError **error);

/**
 * tb_rule_new_merged:
 * @first: rule whose keys count
 * @second: rule that gives the keys that @first does not set
 *
 * Joins two rules, for a rule that says `stop=false`. The globs are those of @first.
 *
 * Returns: (transfer full): the joint rule
 */
TbRule *tb_rule_new_merged (const TbRule *first, const TbRule *second);

/**
 * tb_rule_ref:
 * @self: a rule
 *
 * Returns: (transfer full): @self
 */
TbRule *tb_rule_ref (TbRule *self);

/**
 * tb_rule_unref:
 * @self: (transfer full): a rule
 *
 * Gives a reference back; the last one frees @self.
 */
void tb_rule_unref (TbRule *self);

/**
 * tb_rule_matches:
 * @self: a rule
 * @channel: name of a channel
 * @event: name of an event
 *
 * Returns: whether one of the rule's event globs and one of its channel globs match; a key that is
 *   not there matches everything
 */
gboolean tb_rule_matches (const TbRule *self, const char *channel, const char *event);

/**
 * tb_rule_stops:
 * @self: a rule
 *
 * Returns: %FALSE if the keys that it does not set come from the next rule that matches
 */
gboolean tb_rule_stops (const TbRule *self);

/**
 * tb_rule_get_name:
 * @self: a rule
 *
 * Returns: name of its group
 */
const char *tb_rule_get_name (const TbRule *self);

/**
 * tb_rule_get_file_name:
 * @self: a rule
 *
 * Returns: name of the file that it is in, as it stands in messages
 */
const char *tb_rule_get_file_name (const TbRule *self);

/**
 * tb_rule_get_event_globs:
 * @self: a rule
 *
 * Returns: (nullable) (array zero-terminated=1): which events it is for, as they were written;
 *   %NULL for all
 */
const char *const *tb_rule_get_event_globs (const TbRule *self);

/**
 * tb_rule_get_channel_globs:
 * @self: a rule
 *
 * Returns: (nullable) (array zero-terminated=1): which channels it is for, as they were written;
 *   %NULL for all
 */
const char *const *tb_rule_get_channel_globs (const TbRule *self);

/**
 * tb_rule_get_sound:
 * @self: a rule
 *
 * Returns: (nullable): name of the sound that its notifications make, or %NULL for none
 */
const char *tb_rule_get_sound (const TbRule *self);

/**
 * tb_rule_get_action:
 * @self: a rule
 *
 * Returns: what becomes of the event; %TB_ACTION_SHOW if the rule does not say
 */
TbRuleAction tb_rule_get_action (const TbRule *self);

/**
 * tb_rule_action_get_name:
 * @action: an action
 *
 * Returns: "show", "inbox-only" or "ignore", as in rules files
 */
const char *tb_rule_action_get_name (TbRuleAction action);

/**
 * tb_rule_effect_get_name:
 * @effect: an effect
 *
 * Returns: its name as in rules files, "none" for none
 */
const char *tb_rule_effect_get_name (TbRuleEffect effect);

/**
 * tb_rule_get_effect:
 * @self: a rule
 *
 * Returns: what else the event does; %TB_EFFECT_NONE if the rule does not say
 */
TbRuleEffect tb_rule_get_effect (const TbRule *self);

/**
 * tb_rule_get_urgency:
 * @self: a rule
 *
 * Returns: urgency of its notifications; %TB_URGENCY_NORMAL if the rule does not say
 */
TbUrgency tb_rule_get_urgency (const TbRule *self);

/**
 * tb_rule_build:
 * @self: a rule
 * @context: an event that matches it
 *
 * Makes the notification that the event is. Nothing in a payload can make this fail: a title
 * is always there (the rule's `title`, else `title`, `subject`, `name`, else a label of the
 * event); the body is the rule's `body`, else `body`, `message`, `text`, `description`, else
 * plain text that came in place of an object. The link is the first of `url`, `href`, `link`,
 * `action_url` that tb_link_resolve() lets pass; with no such field the rule's `url`, else
 * `{base}/notifications`; where all such fields were refused there is none, and the reason is in
 * the debug log.
 *
 * Returns: (transfer full) (nullable): the notification, or %NULL if the action is
 * %TB_ACTION_IGNORE
 */
TbNotification *tb_rule_build (const TbRule *self, const TbRuleContext *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbRule, tb_rule_unref)

G_END_DECLS
