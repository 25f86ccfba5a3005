/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-rule.h"
#include "inbox/tb-template.h"

G_BEGIN_DECLS

/* Shared by the files that read a rule, hold it and build notifications with it. */
struct _TbRule
{
  gatomicrefcount ref_count;

  char *name;
  char *file_name;
  /* (element-type GPatternSpec) (nullable): NULL matches everything. */
  GPtrArray *events;
  GPtrArray *channels;
  /* (nullable): the same as they were written. */
  GStrv event_globs;
  GStrv channel_globs;
  gboolean stops;

  /* What the rule says; each has a mark of whether it says it, or is NULL where it does not. */
  gboolean has_action;
  TbRuleAction action;
  gboolean has_urgency;
  TbUrgency urgency;
  gboolean has_effect;
  TbRuleEffect effect;
  gboolean has_sound;
  char *sound;
  gboolean has_id;
  TbTemplate *id;
  TbTemplate *title;
  TbTemplate *body;
  TbTemplate *url;
};

/**
 * tb_rule_alloc:
 * @name: name of the rule
 * @file_name: name of the file that it is in
 *
 * Returns: (transfer full): a rule that matches everything, says nothing and stops
 */
TbRule *tb_rule_alloc (const char *name, const char *file_name);

G_END_DECLS
