/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-record.h"

struct _TbRecord
{
  grefcount ref_count;

  /* The strings are ours. */
  TbRecordFields fields;
  TbVerdict *verdict;
  GArray *steps; /* TbStep, whose strings are ours */
};

/* In the order of the enumerations, and in the database: never changed, only added to. */
static const char *const step_names[] = {
  "shown",   "reminded", "shown-after-quiet", "counted-after-quiet", "accepted",
  "refused", "expired",  "dismissed",         "withdrawn",           "closed",
  "opened",  "removed",
};
static const char *const origin_names[] = { "live", "fetched" };

G_STATIC_ASSERT (G_N_ELEMENTS (step_names) == TB_STEP_REMOVED + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (origin_names) == TB_ORIGIN_FETCHED + 1);

static void
clear_step (gpointer data)
{
  g_free ((char *) ((TbStep *) data)->subject);
}

TbRecord *
tb_record_new (const TbRecordFields *fields)
{
  TbRecord *self;

  g_return_val_if_fail (fields != NULL, NULL);
  g_return_val_if_fail (fields->account_id != NULL, NULL);
  g_return_val_if_fail (fields->channel != NULL, NULL);
  g_return_val_if_fail (fields->event != NULL, NULL);

  self = g_new0 (TbRecord, 1);
  g_ref_count_init (&self->ref_count);
  self->fields = *fields;
  self->fields.account_id = g_strdup (fields->account_id);
  self->fields.notification_id = g_strdup (fields->notification_id);
  self->fields.channel = g_strdup (fields->channel);
  self->fields.event = g_strdup (fields->event);
  self->fields.rule = g_strdup (fields->rule);
  self->steps = g_array_new (FALSE, FALSE, sizeof (TbStep));
  g_array_set_clear_func (self->steps, clear_step);
  return self;
}

TbRecord *
tb_record_ref (TbRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->ref_count);
  return self;
}

void
tb_record_unref (TbRecord *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->ref_count))
    return;

  g_free ((char *) self->fields.account_id);
  g_free ((char *) self->fields.notification_id);
  g_free ((char *) self->fields.channel);
  g_free ((char *) self->fields.event);
  g_free ((char *) self->fields.rule);
  g_clear_pointer (&self->verdict, tb_verdict_unref);
  g_array_unref (self->steps);
  g_free (self);
}

const TbRecordFields *
tb_record_get_fields (const TbRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->fields;
}

TbVerdict *
tb_record_get_verdict (const TbRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->verdict;
}

gboolean
tb_record_is_duplicate (const TbRecord *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->verdict != NULL && tb_verdict_get_decision (self->verdict) == TB_DECISION_DUPLICATE;
}

guint
tb_record_get_n_steps (const TbRecord *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->steps->len;
}

const TbStep *
tb_record_get_step (const TbRecord *self, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (i < self->steps->len, NULL);

  return &g_array_index (self->steps, TbStep, i);
}

void
tb_record_set_verdict (TbRecord *self, TbVerdict *verdict)
{
  TbVerdict *former = self->verdict;

  self->verdict = verdict != NULL ? tb_verdict_ref (verdict) : NULL;
  g_clear_pointer (&former, tb_verdict_unref);
}

void
tb_record_add_step (TbRecord *self, const TbStep *step)
{
  TbStep copy = *step;

  copy.subject = g_strdup (step->subject);
  if (self->steps->len == TB_RECORD_STEPS)
    g_array_remove_index (self->steps, 1);
  g_array_append_val (self->steps, copy);
}

const char *
tb_step_kind_get_name (TbStepKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (step_names), "closed");

  return step_names[kind];
}

gboolean
tb_step_kind_from_name (const char *name, TbStepKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (step_names); i++)
    {
      if (g_strcmp0 (name, step_names[i]) != 0)
        continue;
      *kind = (TbStepKind) i;
      return TRUE;
    }

  return FALSE;
}

const char *
tb_origin_get_name (TbOrigin origin)
{
  g_return_val_if_fail ((guint) origin < G_N_ELEMENTS (origin_names), "live");

  return origin_names[origin];
}

TbOrigin
tb_origin_from_name (const char *name)
{
  return g_strcmp0 (name, origin_names[TB_ORIGIN_FETCHED]) == 0 ? TB_ORIGIN_FETCHED
                                                                : TB_ORIGIN_LIVE;
}
