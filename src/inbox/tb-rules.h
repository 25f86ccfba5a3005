/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-rule.h"

G_BEGIN_DECLS

/**
 * TbRules:
 *
 * The rules in force, in the order in which they are asked: a list of TbRule, usually a
 * person's own before the shipped ones. Reference-counted; to be used by one thread at a time.
 */
typedef struct _TbRules TbRules;

/**
 * tb_rules_new_default:
 * @error: return location for an error, or %NULL
 *
 * Reads the rules that ship with the program, from the resource
 * `/com/nebutra/Traybell/rules/default-rules.ini`.
 *
 * Returns: (transfer full): the rules, or %NULL with an error
 */
TbRules *tb_rules_new_default (GError **error);

/**
 * tb_rules_new_from_data:
 * @name: name of the file for messages
 * @text: what is in the file
 * @fallback: (nullable): rules that are asked after those in @text
 * @error: return location for an error, or %NULL
 *
 * Reads rules. @fallback is referenced.
 *
 * Returns: (transfer full): the rules, or %NULL with %TB_INBOX_ERROR_BAD_RULES and one sentence
 *   that names file, group and key (or the line, where there is no key to name)
 */
TbRules *
tb_rules_new_from_data (const char *name, const char *text, TbRules *fallback, GError **error);

/**
 * tb_rules_ref:
 * @self: rules
 *
 * Returns: (transfer full): @self
 */
TbRules *tb_rules_ref (TbRules *self);

/**
 * tb_rules_unref:
 * @self: (transfer full): rules
 *
 * Gives a reference back; the last one frees @self.
 */
void tb_rules_unref (TbRules *self);

/**
 * tb_rules_find:
 * @self: rules
 * @channel: name of a channel
 * @event: name of an event
 *
 * Finds the rule for an event. The first that matches counts; if it says `stop=false`, what
 * it leaves open comes from the next that matches, and so on. Answers are remembered, so that an
 * event that comes sixty times a second costs one hash look-up each, whether a rule wants it or
 * not.
 *
 * Returns: (transfer none) (nullable): the rule, valid as long as @self, or %NULL if no rule
 *   names the event, which then is nobody's business
 */
const TbRule *tb_rules_find (TbRules *self, const char *channel, const char *event);

/**
 * tb_rules_find_all:
 * @self: rules
 * @channel: name of a channel
 * @event: name of an event
 *
 * Returns: (transfer container) (element-type TbRule): the rules that tb_rules_find() joins for an
 *   event, the one that counts most first; none if no rule names the event
 */
GPtrArray *tb_rules_find_all (TbRules *self, const char *channel, const char *event);

/**
 * tb_rules_get_n_rules:
 * @self: rules
 *
 * Returns: how many there are
 */
guint tb_rules_get_n_rules (TbRules *self);

/**
 * tb_rules_get_rule:
 * @self: rules
 * @position: less than tb_rules_get_n_rules()
 *
 * Returns: (transfer none): a rule, in the order in which they are asked
 */
const TbRule *tb_rules_get_rule (TbRules *self, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbRules, tb_rules_unref)

G_END_DECLS
