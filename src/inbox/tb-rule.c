/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-rule.h"

#include "inbox/tb-rule-private.h"

TbRule *
tb_rule_alloc (const char *name, const char *file_name)
{
  TbRule *self = g_new0 (TbRule, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->file_name = g_strdup (file_name);
  self->stops = TRUE;
  self->urgency = TB_URGENCY_NORMAL;

  return self;
}

static TbTemplate *
ref_first (TbTemplate *first, TbTemplate *second)
{
  if (first != NULL)
    return tb_template_ref (first);
  return second != NULL ? tb_template_ref (second) : NULL;
}

TbRule *
tb_rule_new_merged (const TbRule *first, const TbRule *second)
{
  TbRule *self;

  g_return_val_if_fail (first != NULL, NULL);
  g_return_val_if_fail (second != NULL, NULL);

  self = tb_rule_alloc (first->name, first->file_name);
  self->events = first->events != NULL ? g_ptr_array_ref (first->events) : NULL;
  self->channels = first->channels != NULL ? g_ptr_array_ref (first->channels) : NULL;
  self->event_globs = g_strdupv (first->event_globs);
  self->channel_globs = g_strdupv (first->channel_globs);
  self->stops = second->stops;

  self->has_action = first->has_action || second->has_action;
  self->action = first->has_action ? first->action : second->action;
  self->has_urgency = first->has_urgency || second->has_urgency;
  self->urgency = first->has_urgency ? first->urgency : second->urgency;
  self->has_effect = first->has_effect || second->has_effect;
  self->effect = first->has_effect ? first->effect : second->effect;
  self->has_sound = first->has_sound || second->has_sound;
  self->sound = g_strdup (first->has_sound ? first->sound : second->sound);

  self->has_id = first->has_id || second->has_id;
  self->id = first->has_id ? ref_first (first->id, NULL) : ref_first (second->id, NULL);
  self->title = ref_first (first->title, second->title);
  self->body = ref_first (first->body, second->body);
  self->url = ref_first (first->url, second->url);

  return self;
}

TbRule *
tb_rule_ref (TbRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tb_rule_unref (TbRule *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->name);
  g_free (self->file_name);
  g_strfreev (self->event_globs);
  g_strfreev (self->channel_globs);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_free (self->sound);
  g_clear_pointer (&self->id, tb_template_unref);
  g_clear_pointer (&self->title, tb_template_unref);
  g_clear_pointer (&self->body, tb_template_unref);
  g_clear_pointer (&self->url, tb_template_unref);
  g_free (self);
}

static gboolean
matches_one (const GPtrArray *globs, const char *name)
{
  if (globs == NULL)
    return TRUE;

  for (guint i = 0; i < globs->len; i++)
    {
      if (g_pattern_spec_match_string (g_ptr_array_index (globs, i), name))
        return TRUE;
    }

  return FALSE;
}

gboolean
tb_rule_matches (const TbRule *self, const char *channel, const char *event)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (channel != NULL, FALSE);
  g_return_val_if_fail (event != NULL, FALSE);

  return matches_one (self->events, event) && matches_one (self->channels, channel);
}

gboolean
tb_rule_stops (const TbRule *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->stops;
}

const char *
tb_rule_get_name (const TbRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
tb_rule_get_file_name (const TbRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->file_name;
}

const char *const *
tb_rule_get_event_globs (const TbRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->event_globs;
}

const char *const *
tb_rule_get_channel_globs (const TbRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->channel_globs;
}

const char *
tb_rule_get_sound (const TbRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sound;
}

TbRuleAction
tb_rule_get_action (const TbRule *self)
{
  g_return_val_if_fail (self != NULL, TB_ACTION_IGNORE);

  return self->action;
}

TbRuleEffect
tb_rule_get_effect (const TbRule *self)
{
  g_return_val_if_fail (self != NULL, TB_EFFECT_NONE);

  return self->effect;
}

TbUrgency
tb_rule_get_urgency (const TbRule *self)
{
  g_return_val_if_fail (self != NULL, TB_URGENCY_NORMAL);

  return self->urgency;
}
