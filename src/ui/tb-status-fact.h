/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * TbFactState:
 * @TB_FACT_OFF: not wanted, or not known
 * @TB_FACT_GOOD: as it should be
 * @TB_FACT_BUSY: on the way
 * @TB_FACT_BAD: not as it should be
 *
 * How something stands, at a glance.
 */
typedef enum
{
  TB_FACT_OFF,
  TB_FACT_GOOD,
  TB_FACT_BUSY,
  TB_FACT_BAD,
} TbFactState;

/**
 * TbStatusFact:
 * @title: what it is about
 * @state: how it stands, at a glance
 * @words: the same in a word or two
 * @text: (nullable): a sentence or more about it
 * @remedy: (nullable): what the user can do
 * @action: (nullable): an action that does it, such as "app.retry"
 * @target: (nullable): the action's target, a string
 * @label: (nullable): what the action's button says, with a mnemonic
 * @nested: whether it is a part of the fact before
 *
 * One line of the status page. Every text is for the user; the strings belong to the fact.
 */
typedef struct
{
  char *title;
  TbFactState state;
  char *words;
  char *text;
  char *remedy;
  const char *action;
  char *target;
  const char *label;
  gboolean nested;
} TbStatusFact;

TbStatusFact *tb_status_fact_new (const char *title, TbFactState state, const char *words);
void tb_status_fact_free (TbStatusFact *self);
const char *tb_fact_state_get_class (TbFactState state);
char *tb_status_fact_build_report (GPtrArray *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbStatusFact, tb_status_fact_free)

G_END_DECLS
