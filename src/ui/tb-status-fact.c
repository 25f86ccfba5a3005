/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-status-fact.h"

/**
 * tb_status_fact_new:
 * @title: what it is about
 * @state: how it stands
 * @words: the same in a word or two
 *
 * Returns: (transfer full): a fact that says no more than this
 */
TbStatusFact *
tb_status_fact_new (const char *title, TbFactState state, const char *words)
{
  TbStatusFact *self = g_new0 (TbStatusFact, 1);

  self->title = g_strdup (title);
  self->state = state;
  self->words = g_strdup (words);

  return self;
}

/**
 * tb_status_fact_free:
 * @self: (transfer full): a fact
 */
void
tb_status_fact_free (TbStatusFact *self)
{
  g_free (self->title);
  g_free (self->words);
  g_free (self->text);
  g_free (self->remedy);
  g_free (self->target);
  g_free (self);
}

/**
 * tb_fact_state_get_class:
 * @state: how something stands
 *
 * Returns: the style class of the dot that stands for it, in style.css
 */
const char *
tb_fact_state_get_class (TbFactState state)
{
  switch (state)
    {
    case TB_FACT_GOOD:
      return "connected";
    case TB_FACT_BUSY:
      return "connecting";
    case TB_FACT_BAD:
      return "unavailable";
    case TB_FACT_OFF:
    default:
      return "disconnected";
    }
}

static void
append_line (GString *report, const char *indent, const char *line)
{
  if (line != NULL)
    g_string_append_printf (report, "%s%s\n", indent, line);
}

/**
 * tb_status_fact_build_report:
 * @facts: (element-type TbStatusFact): facts
 *
 * Returns: (transfer full): the same as text, to be sent to somebody who helps
 */
char *
tb_status_fact_build_report (GPtrArray *facts)
{
  GString *report = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const TbStatusFact *fact = g_ptr_array_index (facts, i);
      const char *indent = fact->nested ? "    " : "  ";

      g_string_append_printf (report, "%s%s: %s\n", fact->nested ? "  " : "", fact->title,
                              fact->words);
      append_line (report, indent, fact->text);
      append_line (report, indent, fact->remedy);
    }

  return g_string_free (report, FALSE);
}
