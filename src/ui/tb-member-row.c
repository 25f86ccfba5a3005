/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-member-row.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-initials.h"

struct _TbMemberRow
{
  GtkListBoxRow parent_instance;

  TbInitials *initials;
  GtkLabel *name_label;
  GtkWidget *me_label;
  GtkWidget *typing_label;

  PusherMember *member;
};

G_DEFINE_FINAL_TYPE (TbMemberRow, tb_member_row, GTK_TYPE_LIST_BOX_ROW)

/* What a server calls a person may be of any length and contain anything. */
static char *
dup_name (PusherMember *member)
{
  const char *name = pusher_member_get_name (member);
  const char *end = name;
  g_autofree char *start = NULL;

  for (guint i = 0; i < TB_MEMBER_NAME_LENGTH && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  start = g_strndup (name, (gsize) (end - name));

  return *end == '\0' ? g_steal_pointer (&start) : g_strconcat (start, "…", NULL);
}

/* One sentence for who hears the row instead of seeing it. */
static void
describe (TbMemberRow *self, const char *name)
{
  gboolean me = pusher_member_get_me (self->member);
  g_autofree char *description = NULL;

  if (pusher_member_get_typing (self->member))
    {
      description = g_strdup_printf (me ? _ ("%s (you), typing") : _ ("%s, typing"), name);
      name = description;
    }
  else if (me)
    {
      description = g_strdup_printf (_ ("%s (you)"), name);
      name = description;
    }
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), name);
}

static void
update (TbMemberRow *self)
{
  g_autofree char *name = dup_name (self->member);

  gtk_label_set_text (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), name);
  gtk_widget_set_visible (self->me_label, pusher_member_get_me (self->member));
  gtk_widget_set_visible (self->typing_label, pusher_member_get_typing (self->member));
  tb_initials_set_person (self->initials, pusher_member_get_id (self->member), name);
  describe (self, name);
}

static void
on_member_changed (PusherMember *member, GParamSpec *pspec, gpointer user_data)
{
  update (TB_MEMBER_ROW (user_data));
}

static void
tb_member_row_dispose (GObject *object)
{
  TbMemberRow *self = TB_MEMBER_ROW (object);

  if (self->member != NULL)
    g_signal_handlers_disconnect_by_func (self->member, on_member_changed, self);
  g_clear_object (&self->member);

  G_OBJECT_CLASS (tb_member_row_parent_class)->dispose (object);
}

static void
tb_member_row_class_init (TbMemberRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_member_row_dispose;

  g_type_ensure (TB_TYPE_INITIALS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-member-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbMemberRow, initials);
  gtk_widget_class_bind_template_child (widget_class, TbMemberRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, TbMemberRow, me_label);
  gtk_widget_class_bind_template_child (widget_class, TbMemberRow, typing_label);
}

static void
tb_member_row_init (TbMemberRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_member_row_new:
 * @member: whom to show, followed from now on
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
tb_member_row_new (PusherMember *member)
{
  TbMemberRow *self = g_object_new (TB_TYPE_MEMBER_ROW, NULL);

  self->member = g_object_ref (member);
  g_signal_connect (member, "notify", G_CALLBACK (on_member_changed), self);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * tb_member_row_get_member:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): whom it shows, %NULL once it is destroyed
 */
PusherMember *
tb_member_row_get_member (TbMemberRow *self)
{
  return self->member;
}
