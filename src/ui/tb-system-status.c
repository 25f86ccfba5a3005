/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-system-status.h"

struct _TbSystemStatus
{
  GObject parent_instance;

  /* Ids and facts, in the order in which they were first set. */
  GPtrArray *ids;
  GPtrArray *facts;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbSystemStatus, tb_system_status, G_TYPE_OBJECT)

static void
tb_system_status_finalize (GObject *object)
{
  TbSystemStatus *self = TB_SYSTEM_STATUS (object);

  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->facts, g_ptr_array_unref);

  G_OBJECT_CLASS (tb_system_status_parent_class)->finalize (object);
}

static void
tb_system_status_class_init (TbSystemStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_system_status_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TB_TYPE_SYSTEM_STATUS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_system_status_init (TbSystemStatus *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_status_fact_free);
}

/**
 * tb_system_status_new:
 *
 * Returns: (transfer full): a status that says nothing yet
 */
TbSystemStatus *
tb_system_status_new (void)
{
  return g_object_new (TB_TYPE_SYSTEM_STATUS, NULL);
}

/**
 * tb_system_status_set:
 * @self: a status
 * @id: which part of the desktop, in any words
 * @fact: (transfer full): how it stands now
 *
 * Says how one part of the desktop stands, in place of what was said of it before.
 */
void
tb_system_status_set (TbSystemStatus *self, const char *id, TbStatusFact *fact)
{
  guint number;

  if (g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &number))
    {
      tb_status_fact_free (g_ptr_array_index (self->facts, number));
      g_ptr_array_index (self->facts, number) = fact;
    }
  else
    {
      g_ptr_array_add (self->ids, g_strdup (id));
      g_ptr_array_add (self->facts, fact);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * tb_system_status_get_n_facts:
 * @self: a status
 *
 * Returns: of how many parts it speaks
 */
guint
tb_system_status_get_n_facts (TbSystemStatus *self)
{
  return self->facts->len;
}

/**
 * tb_system_status_get_fact:
 * @self: a status
 * @number: which part, from 0, in the order in which they were first set
 *
 * Returns: (transfer none): how it stands, valid until it is set again
 */
const TbStatusFact *
tb_system_status_get_fact (TbSystemStatus *self, guint number)
{
  return g_ptr_array_index (self->facts, number);
}
