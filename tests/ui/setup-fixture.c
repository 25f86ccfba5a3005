/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The set-up's window, as those find it who use it: by the names of what it shows. */

#include "setup-fixture.h"

#include "ui/tb-present.h"
#include "ui/tb-ui.h"

static void
on_remove_account (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  ((SetupFixture *) user_data)->removed = g_variant_dup_string (target, NULL);
}

static void
on_saved (TbSetupWindow *window, const char *id, gpointer user_data)
{
  ((SetupFixture *) user_data)->saved = g_strdup (id);
}

static void
on_open_page (TbSetupWindow *window, const char *uri, gpointer user_data)
{
  ((SetupFixture *) user_data)->opened = g_strdup (uri);
}

TbAccount *
setup_get_account (SetupFixture *fixture)
{
  g_autoptr (TbAccount) account = g_list_model_get_item (G_LIST_MODEL (fixture->base->accounts), 0);

  return account; /* the list keeps it */
}

void
setup_open (SetupFixture *fixture, TbSetupTask task)
{
  static const GActionEntry entries[]
      = { { "remove-account", on_remove_account, "s", NULL, NULL, { 0 } } };
  g_autoptr (TbAccountEditor) editor = tb_account_editor_new (
      fixture->base->accounts, fixture->base->keyring, fixture->base->sessions,
      task != TB_SETUP_ADD ? setup_get_account (fixture) : NULL);

  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), entries, 1, fixture);
  fixture->window
      = GTK_WIDGET (tb_setup_window_new (editor, task, G_ACTION_GROUP (fixture->actions)));
  g_object_ref (fixture->window);
  g_signal_connect (fixture->window, "saved", G_CALLBACK (on_saved), fixture);
  g_signal_connect (fixture->window, "open-page", G_CALLBACK (on_open_page), fixture);
  tb_present (GTK_WINDOW (fixture->window), NULL);
  WAIT_UNTIL (gtk_widget_get_mapped (fixture->window));
  popover_fixture_change_focus (fixture->window, TRUE);
}

void
setup_begin_to_add (SetupFixture *fixture, gconstpointer data)
{
  fixture->base = popover_fixture_new (FALSE, TRUE);
  setup_open (fixture, TB_SETUP_ADD);
}

void
setup_begin_with_account (SetupFixture *fixture, gconstpointer data)
{
  fixture->base = popover_fixture_new (TRUE, TRUE);
  popover_fixture_wait_for_room (fixture->base);
}

void
setup_end (SetupFixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    {
      gtk_widget_destroy (fixture->window);
      /* What was under way sees that it is cancelled. */
      WAIT_UNTIL (G_OBJECT (fixture->window)->ref_count == 1);
      g_assert_finalize_object (fixture->window);
    }
  g_clear_object (&fixture->actions);
  popover_fixture_free (fixture->base);
  g_free (fixture->saved);
  g_free (fixture->opened);
  g_free (fixture->removed);
}

typedef struct
{
  const char *name;
  GType type;
  GtkWidget *found;
} Search;

static void
search (GtkWidget *widget, gpointer user_data)
{
  Search *self = user_data;
  const char *name;

  if (!gtk_widget_get_mapped (widget))
    return;
  name = atk_object_get_name (gtk_widget_get_accessible (widget));
  if (self->found == NULL && g_type_is_a (G_OBJECT_TYPE (widget), self->type)
      && g_strcmp0 (name, self->name) == 0)
    self->found = widget;
  if (GTK_IS_STACK (widget)) /* without the page that is about to go */
    search (gtk_stack_get_visible_child (GTK_STACK (widget)), self);
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search, self);
}

/* The widget that is shown with this name, as a screen reader has it, or NULL. */
GtkWidget *
setup_look_for (SetupFixture *fixture, GType type, const char *name)
{
  Search self = { .name = name, .type = type };

  search (fixture->window, &self);
  return self.found;
}

GtkWidget *
setup_find (SetupFixture *fixture, GType type, const char *name)
{
  GtkWidget *found;

  g_test_message ("%s", name);
  WAIT_UNTIL ((found = setup_look_for (fixture, type, name)) != NULL);
  return found;
}

void
setup_click (SetupFixture *fixture, const char *name)
{
  GtkWidget *button = setup_find (fixture, GTK_TYPE_BUTTON, name);

  WAIT_UNTIL (gtk_widget_get_sensitive (button));
  gtk_button_clicked (GTK_BUTTON (button));
}

void
setup_fill_in (SetupFixture *fixture, const char *name, const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (setup_find (fixture, GTK_TYPE_ENTRY, name)), text);
}

const char *
setup_read (SetupFixture *fixture, const char *name)
{
  return gtk_entry_get_text (GTK_ENTRY (setup_find (fixture, GTK_TYPE_ENTRY, name)));
}

gboolean
setup_shows (SetupFixture *fixture, const char *text)
{
  GtkWidget *label = popover_fixture_find_label (fixture->window, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

gboolean
setup_has_focus (SetupFixture *fixture, const char *name)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL
         && g_strcmp0 (atk_object_get_name (gtk_widget_get_accessible (focus)), name) == 0;
}

/* Leaves the widget that has the focus, as by Tab. */
void
setup_leave_field (SetupFixture *fixture)
{
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
}

void
setup_fill_in_alice (SetupFixture *fixture, const char *token)
{
  g_autofree char *port = g_strdup_printf ("%u", dev_server_get_port (fixture->base->server));

  setup_click (fixture, "Fill in a form");
  setup_fill_in (fixture, "Name of this account", "Demo");
  setup_fill_in (fixture, "Address of the web app", dev_server_get_url (fixture->base->server));
  gtk_combo_box_set_active (
      GTK_COMBO_BOX (setup_find (fixture, GTK_TYPE_COMBO_BOX, "Type of server")), 1);
  setup_fill_in (fixture, "App key", dev_server_get_key (fixture->base->server));
  setup_fill_in (fixture, "Host", "127.0.0.1");
  setup_fill_in (fixture, "Port", port);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (setup_find (fixture, GTK_TYPE_CHECK_BUTTON,
                                                               "The connection is encrypted")),
                                FALSE);
  setup_fill_in (fixture, "User id", "user_456");
  setup_fill_in (fixture, "Secret", token);
}

typedef struct
{
  GHashTable *mnemonics; /* key → the text of the label that has it */
} Survey;

static gboolean
is_labelled (GtkWidget *widget)
{
  AtkObject *accessible = gtk_widget_get_accessible (widget);
  g_autoptr (AtkRelationSet) relations = atk_object_ref_relation_set (accessible);

  return atk_relation_set_contains (relations, ATK_RELATION_LABELLED_BY)
         || g_strcmp0 (atk_object_get_name (accessible), "") > 0;
}

static void
survey (GtkWidget *widget, gpointer user_data)
{
  Survey *self = user_data;

  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget)
      && gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) != GDK_KEY_VoidSymbol)
    {
      gpointer key = GUINT_TO_POINTER (gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)));
      const char *text = gtk_label_get_text (GTK_LABEL (widget));

      if (g_hash_table_contains (self->mnemonics, key))
        g_error ("“%s” and “%s” have the same mnemonic", text,
                 (const char *) g_hash_table_lookup (self->mnemonics, key));
      g_hash_table_insert (self->mnemonics, key, g_strdup (text));
    }
  if ((GTK_IS_ENTRY (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_SWITCH (widget)
       || GTK_IS_COMBO_BOX (widget) || GTK_IS_BUTTON (widget))
      && gtk_widget_get_can_focus (widget) && !is_labelled (widget)
      && gtk_widget_get_ancestor (widget, GTK_TYPE_COMBO_BOX) == NULL)
    g_error ("A %s has neither label nor name", G_OBJECT_TYPE_NAME (widget));
  if (GTK_IS_STACK (widget))
    survey (gtk_stack_get_visible_child (GTK_STACK (widget)), self);
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), survey, self);
}

/* What is shown now is reached by the keyboard and named for a screen reader. */
void
setup_assert_reachable (SetupFixture *fixture)
{
  Survey self = { g_hash_table_new_full (NULL, NULL, NULL, g_free) };

  survey (fixture->window, &self);
  g_assert_cmpuint (g_hash_table_size (self.mnemonics), >, 0);
  g_hash_table_unref (self.mnemonics);
}

GtkWidget *
setup_find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    {
      if (GTK_IS_MESSAGE_DIALOG (window->data))
        return window->data;
    }

  return NULL;
}
