/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-rule-list.h"

#include <glib/gi18n-lib.h>

/* What a switch is about, kept with it. */
#define RULE "traybell-rule"

struct _TbRuleList
{
  GtkGrid parent_instance;

  TbRulesFile *rules;
  TbPreferences *preferences;
  GHashTable *shown_switches; /* name of a rule to its GtkSwitch; not owned: children */
  GHashTable *sound_switches; /* the same, of those that have a sound */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (TbRuleList, tb_rule_list, GTK_TYPE_GRID)

static void
set_active (GHashTable *switches, const char *name, gboolean active)
{
  GtkSwitch *control = g_hash_table_lookup (switches, name);

  if (control != NULL)
    gtk_switch_set_active (control, active);
}

/* All switches say what the preferences say. */
static void
update (TbRuleList *self)
{
  gboolean silent_writable
      = tb_preferences_is_writable (self->preferences, TB_PREFERENCE_SILENT_RULES);
  GHashTableIter iter;
  gpointer name;

  self->updating = TRUE;
  g_hash_table_iter_init (&iter, self->shown_switches);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      gboolean muted = tb_preferences_contains (self->preferences, TB_PREFERENCE_MUTED_RULES, name);
      gboolean silent
          = tb_preferences_contains (self->preferences, TB_PREFERENCE_SILENT_RULES, name);
      GtkWidget *sound_switch = g_hash_table_lookup (self->sound_switches, name);

      set_active (self->shown_switches, name, !muted);
      set_active (self->sound_switches, name, !silent);
      /* What is not shown is not heard. */
      if (sound_switch != NULL)
        gtk_widget_set_sensitive (sound_switch, !muted && silent_writable);
    }
  self->updating = FALSE;
}

static void
on_preference_changed (TbPreferences *preferences, const char *key, gpointer user_data)
{
  update (TB_RULE_LIST (user_data));
}

static void
on_switched (GtkSwitch *control, const char *key, TbRuleList *self)
{
  if (!self->updating)
    tb_preferences_set_contains (self->preferences, key,
                                 g_object_get_data (G_OBJECT (control), RULE),
                                 !gtk_switch_get_active (control));
}

static void
on_shown_switched (GtkSwitch *control, GParamSpec *pspec, gpointer user_data)
{
  on_switched (control, TB_PREFERENCE_MUTED_RULES, TB_RULE_LIST (user_data));
}

static void
on_sound_switched (GtkSwitch *control, GParamSpec *pspec, gpointer user_data)
{
  on_switched (control, TB_PREFERENCE_SILENT_RULES, TB_RULE_LIST (user_data));
}

static GtkWidget *
create_switch (TbRuleList *self,
               const char *name,
               const char *accessible_name,
               const char *key,
               GCallback callback)
{
  GtkWidget *control = gtk_switch_new ();

  g_object_set_data_full (G_OBJECT (control), RULE, g_strdup (name), g_free);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (control, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (control, tb_preferences_is_writable (self->preferences, key));
  atk_object_set_name (gtk_widget_get_accessible (control), accessible_name);
  g_signal_connect (control, "notify::active", callback, self);

  return control;
}

static void
attach_label (TbRuleList *self, const char *text, int column, int row, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.0F : 0.5F);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, column == 0);
  if (style_class != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), style_class);
  gtk_grid_attach (GTK_GRID (self), label, column, row, 1, 1);
}

static void
attach_rule (TbRuleList *self, const TbRule *rule, int row)
{
  const char *name = tb_rule_get_name (rule);
  const char *description = tb_rule_list_describe (name);
  g_autofree char *shown_name = g_strdup_printf (_ ("Show: %s"), description);
  g_autofree char *sound_name = g_strdup_printf (_ ("Sound: %s"), description);
  GtkWidget *control;

  attach_label (self, description, 0, row, NULL);
  control = create_switch (self, name, shown_name, TB_PREFERENCE_MUTED_RULES,
                           G_CALLBACK (on_shown_switched));
  gtk_grid_attach (GTK_GRID (self), control, 1, row, 1, 1);
  g_hash_table_insert (self->shown_switches, g_strdup (name), control);
  if (tb_rule_get_sound (rule) == NULL)
    return;

  control = create_switch (self, name, sound_name, TB_PREFERENCE_SILENT_RULES,
                           G_CALLBACK (on_sound_switched));
  gtk_grid_attach (GTK_GRID (self), control, 2, row, 1, 1);
  g_hash_table_insert (self->sound_switches, g_strdup (name), control);
}

/* Of rules with one name, which are muted together, only the first is seen. */
static void
attach_rules (TbRuleList *self)
{
  TbRules *rules = tb_rules_file_get_rules (self->rules);
  guint n_rules = tb_rules_get_n_rules (rules);
  int row = 0;

  attach_label (self, _ ("Kind"), 0, row, "dim-label");
  attach_label (self, _ ("Show"), 1, row, "dim-label");
  attach_label (self, _ ("Sound"), 2, row, "dim-label");
  for (guint i = 0; i < n_rules; i++)
    {
      const TbRule *rule = tb_rules_get_rule (rules, i);

      if (tb_rule_get_action (rule) != TB_ACTION_IGNORE
          && !g_hash_table_contains (self->shown_switches, tb_rule_get_name (rule)))
        attach_rule (self, rule, ++row);
    }
  gtk_widget_show_all (GTK_WIDGET (self));
}

static void
destroy_child (GtkWidget *child, gpointer user_data)
{
  gtk_widget_destroy (child);
}

static void
on_rules_changed (TbRulesFile *rules, gpointer user_data)
{
  TbRuleList *self = TB_RULE_LIST (user_data);

  g_hash_table_remove_all (self->shown_switches);
  g_hash_table_remove_all (self->sound_switches);
  gtk_container_foreach (GTK_CONTAINER (self), destroy_child, NULL);
  attach_rules (self);
  update (self);
}

static void
tb_rule_list_destroy (GtkWidget *widget)
{
  TbRuleList *self = TB_RULE_LIST (widget);

  if (self->preferences != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->rules, self);
      g_signal_handlers_disconnect_by_data (self->preferences, self);
    }
  g_clear_object (&self->rules);
  g_clear_object (&self->preferences);
  g_hash_table_remove_all (self->shown_switches);
  g_hash_table_remove_all (self->sound_switches);

  GTK_WIDGET_CLASS (tb_rule_list_parent_class)->destroy (widget);
}

static void
tb_rule_list_finalize (GObject *object)
{
  TbRuleList *self = TB_RULE_LIST (object);

  g_clear_pointer (&self->shown_switches, g_hash_table_unref);
  g_clear_pointer (&self->sound_switches, g_hash_table_unref);

  G_OBJECT_CLASS (tb_rule_list_parent_class)->finalize (object);
}

static void
tb_rule_list_class_init (TbRuleListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_rule_list_finalize;
  GTK_WIDGET_CLASS (klass)->destroy = tb_rule_list_destroy;
}

static void
tb_rule_list_init (TbRuleList *self)
{
  self->shown_switches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sound_switches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_grid_set_column_spacing (GTK_GRID (self), 18);
  gtk_grid_set_row_spacing (GTK_GRID (self), 9);
}

/**
 * tb_rule_list_set_models:
 * @self: a list
 * @rules: what makes notifications, followed from now on
 * @preferences: what the user prefers, followed from now on
 *
 * Shows the rules that make notifications; to be called once.
 */
void
tb_rule_list_set_models (TbRuleList *self, TbRulesFile *rules, TbPreferences *preferences)
{
  self->rules = g_object_ref (rules);
  self->preferences = g_object_ref (preferences);
  g_signal_connect (rules, "changed", G_CALLBACK (on_rules_changed), self);
  g_signal_connect (preferences, "changed::" TB_PREFERENCE_MUTED_RULES,
                    G_CALLBACK (on_preference_changed), self);
  g_signal_connect (preferences, "changed::" TB_PREFERENCE_SILENT_RULES,
                    G_CALLBACK (on_preference_changed), self);
  attach_rules (self);
  update (self);
}

/**
 * tb_rule_list_describe:
 * @name: name of a rule
 *
 * Returns: what the user knows the rule as: for those that ship with the program what they are
 *   about, for the user's own the name
 */
const char *
tb_rule_list_describe (const char *name)
{
  static const struct
  {
    const char *name;
    const char *description;
  } shipped[] = {
    { "notification", N_ ("Notifications") },
    { "urgent notification", N_ ("Urgent notifications") },
    { "alert", N_ ("Alerts") },
    { "maintenance", N_ ("Maintenance notices") },
    { "laravel", N_ ("Notifications of Laravel applications") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      if (g_str_equal (shipped[i].name, name))
        return _ (shipped[i].description);
    }

  return name;
}
