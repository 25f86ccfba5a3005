/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-room-editor.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-removable-row.h"

#define KEY "rooms"

struct _TbRoomEditor
{
  GtkBox parent_instance;

  GtkContainer *room_box;
  GtkWidget *empty_label;
  GtkWidget *add_box;
  GtkEntry *entry;
  GtkWidget *add_button;
  GtkLabel *error_label;

  TbAccount *account;
};

G_DEFINE_FINAL_TYPE (TbRoomEditor, tb_room_editor, GTK_TYPE_BOX)

static void
show_error (TbRoomEditor *self, const char *text)
{
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

/* Returns whether the account can be used with @rooms; the user is told if not. */
static gboolean
set_rooms (TbRoomEditor *self, const char *const *rooms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = NULL;
  GVariantDict dict;
  gboolean done;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, KEY, g_variant_new_strv (rooms, -1));
  settings = g_variant_ref_sink (g_variant_dict_end (&dict));
  done = tb_account_change (self->account, settings, &error);
  show_error (self, error != NULL ? error->message : NULL);

  return done;
}

static void
on_remove (TbRemovableRow *row, gpointer user_data)
{
  TbRoomEditor *self = TB_ROOM_EDITOR (user_data);
  const char *room = tb_removable_row_get_text (row);
  g_auto (GStrv) rooms = tb_account_dup_strings (self->account, KEY);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;

  for (gsize i = 0; rooms[i] != NULL; i++)
    {
      if (!g_str_equal (rooms[i], room))
        g_strv_builder_add (builder, rooms[i]);
    }
  rest = g_strv_builder_end (builder);
  /* The row goes, and its button's focus with it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  set_rooms (self, (const char *const *) rest);
}

static void
on_add (TbRoomEditor *self)
{
  g_autofree char *room = g_strstrip (g_strdup (gtk_entry_get_text (self->entry)));
  g_auto (GStrv) rooms = tb_account_dup_strings (self->account, KEY);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) more = NULL;

  if (*room == '\0')
    return;

  if (g_strv_contains ((const char *const *) rooms, room))
    {
      show_error (self, _ ("This room is there already"));
      return;
    }

  g_strv_builder_addv (builder, (const char **) rooms);
  g_strv_builder_add (builder, room);
  more = g_strv_builder_end (builder);
  if (set_rooms (self, (const char *const *) more))
    gtk_entry_set_text (self->entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_entry_changed (GtkEditable *editable, gpointer user_data)
{
  TbRoomEditor *self = TB_ROOM_EDITOR (user_data);
  g_autofree char *room = g_strstrip (g_strdup (gtk_entry_get_text (self->entry)));

  gtk_widget_set_sensitive (self->add_button, *room != '\0');
  show_error (self, NULL);
}

static GtkWidget *
create_row (TbRoomEditor *self, const char *room)
{
  g_autofree char *name = g_strdup_printf (_ ("Remove the room %s"), room);
  GtkWidget *row = tb_removable_row_new (room, name, tb_account_is_writable (self->account, KEY));

  g_signal_connect (row, "remove-clicked", G_CALLBACK (on_remove), self);

  return row;
}

static void
destroy_row (GtkWidget *row, gpointer user_data)
{
  gtk_widget_destroy (row);
}

static void
update (TbRoomEditor *self)
{
  g_auto (GStrv) rooms = tb_account_dup_strings (self->account, KEY);

  gtk_container_foreach (self->room_box, destroy_row, NULL);
  for (gsize i = 0; rooms[i] != NULL; i++)
    gtk_container_add (self->room_box, create_row (self, rooms[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->room_box), rooms[0] != NULL);
  gtk_widget_set_visible (self->empty_label, rooms[0] == NULL);
}

static void
on_rooms_changed (TbAccount *account, const char *key, gpointer user_data)
{
  update (TB_ROOM_EDITOR (user_data));
}

static void
tb_room_editor_destroy (GtkWidget *widget)
{
  TbRoomEditor *self = TB_ROOM_EDITOR (widget);

  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  g_clear_object (&self->account);

  GTK_WIDGET_CLASS (tb_room_editor_parent_class)->destroy (widget);
}

static void
tb_room_editor_class_init (TbRoomEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_room_editor_destroy;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-room-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRoomEditor, room_box);
  gtk_widget_class_bind_template_child (widget_class, TbRoomEditor, empty_label);
  gtk_widget_class_bind_template_child (widget_class, TbRoomEditor, add_box);
  gtk_widget_class_bind_template_child (widget_class, TbRoomEditor, entry);
  gtk_widget_class_bind_template_child (widget_class, TbRoomEditor, add_button);
  gtk_widget_class_bind_template_child (widget_class, TbRoomEditor, error_label);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
tb_room_editor_init (TbRoomEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_room_editor_new:
 * @account: whose rooms, followed from now on
 *
 * Returns: (transfer floating): an editor
 */
GtkWidget *
tb_room_editor_new (TbAccount *account)
{
  TbRoomEditor *self = g_object_new (TB_TYPE_ROOM_EDITOR, NULL);

  self->account = g_object_ref (account);
  g_signal_connect (account, "changed::" KEY, G_CALLBACK (on_rooms_changed), self);
  gtk_widget_set_sensitive (self->add_box, tb_account_is_writable (account, KEY));
  update (self);

  return GTK_WIDGET (self);
}
