/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-member-row.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-avatar.h"
#include "ui/tb-member-row-accessible.h"

/* Letters of the scripts that are written highest and lowest: no name needs more room. */
#define SAMPLE "ÅÇgị漢あ한ي์ि😀"

struct _TbMemberRow
{
  GtkBin parent_instance;

  TbAvatar *avatar;
  GtkLabel *name_label;
  GtkWidget *me_label;
  GtkWidget *typing_label;
  GtkWidget *away_label;

  TbAvatars *avatars; /* NULL if there are no pictures */
  TbAccount *account;
  PusherMember *member;
  guint position;
  GCancellable *loading; /* NULL while no picture is being loaded */
};

G_DEFINE_FINAL_TYPE (TbMemberRow, tb_member_row, GTK_TYPE_BIN)

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
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self));
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
  atk_object_set_name (accessible, name);
  if (pusher_member_get_away (self->member))
    atk_object_set_description (accessible, _ ("Away"));
  else
    atk_object_set_description (accessible,
                                pusher_member_get_active (self->member) ? _ ("Active now") : "");
}

static void
set_style_class (GtkWidget *widget, const char *name, gboolean wanted)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (wanted)
    gtk_style_context_add_class (context, name);
  else
    gtk_style_context_remove_class (context, name);
}

static void
update (TbMemberRow *self)
{
  g_autofree char *name = dup_name (self->member);
  gboolean typing = pusher_member_get_typing (self->member);
  gboolean away = pusher_member_get_away (self->member);

  gtk_label_set_text (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), name);
  gtk_widget_set_visible (self->me_label, pusher_member_get_me (self->member));
  gtk_widget_set_visible (self->typing_label, typing);
  gtk_widget_set_visible (self->away_label, away && !typing);
  set_style_class (GTK_WIDGET (self), "away", away);
  tb_avatar_set_person (self->avatar, pusher_member_get_id (self->member), name);
  tb_avatar_set_active (self->avatar, pusher_member_get_active (self->member));
  describe (self, name);
}

static int
get_picture_size (TbMemberRow *self)
{
  return TB_AVATAR_SIZE * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

/* Shows the picture if it is at hand, and else none. */
static void
reset_picture (TbMemberRow *self)
{
  const char *avatar = self->member != NULL ? pusher_member_get_avatar (self->member) : NULL;
  GdkPixbuf *picture = NULL;

  tb_member_row_cancel_picture (self);
  if (avatar != NULL && self->avatars != NULL)
    picture = tb_avatars_lookup (self->avatars, self->account, avatar, get_picture_size (self));
  tb_avatar_set_picture (self->avatar, picture);
}

static void
on_picture_ready (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbMemberRow) self = TB_MEMBER_ROW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = tb_avatars_load_finish (TB_AVATARS (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (picture != NULL)
    tb_avatar_set_picture (self->avatar, picture);
}

static void
on_member_changed (PusherMember *member, GParamSpec *pspec, gpointer user_data)
{
  TbMemberRow *self = TB_MEMBER_ROW (user_data);

  update (self);
  if (!g_str_equal (pspec->name, "avatar"))
    return;
  reset_picture (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tb_member_row_load_picture (self);
}

/* Another screen may need another picture. */
static void
on_scale_changed (TbMemberRow *self, GParamSpec *pspec, gpointer user_data)
{
  reset_picture (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tb_member_row_load_picture (self);
}

static void
forget_member (TbMemberRow *self)
{
  tb_member_row_cancel_picture (self);
  if (self->member != NULL)
    g_signal_handlers_disconnect_by_func (self->member, on_member_changed, self);
  g_clear_object (&self->member);
}

static gboolean
tb_member_row_draw (GtkWidget *widget, cairo_t *cr)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget);

  gtk_render_background (context, cr, 0, 0, width, height);
  gtk_render_frame (context, cr, 0, 0, width, height);
  GTK_WIDGET_CLASS (tb_member_row_parent_class)->draw (widget, cr);
  if (gtk_widget_has_visible_focus (widget))
    gtk_render_focus (context, cr, 0, 0, width, height);

  return GDK_EVENT_PROPAGATE;
}

/* The row itself is what gets the focus: nothing in it does. */
static gboolean
tb_member_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_is_focus (widget))
    return FALSE;
  gtk_widget_grab_focus (widget);

  return TRUE;
}

static void
tb_member_row_dispose (GObject *object)
{
  TbMemberRow *self = TB_MEMBER_ROW (object);

  forget_member (self);
  g_clear_object (&self->avatars);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (tb_member_row_parent_class)->dispose (object);
}

static void
tb_member_row_class_init (TbMemberRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_member_row_dispose;
  widget_class->draw = tb_member_row_draw;
  widget_class->focus = tb_member_row_focus;

  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_accessible_type (widget_class, TB_TYPE_MEMBER_ROW_ACCESSIBLE);
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_LIST_ITEM);

  g_type_ensure (TB_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-member-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbMemberRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, TbMemberRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, TbMemberRow, me_label);
  gtk_widget_class_bind_template_child (widget_class, TbMemberRow, typing_label);
  gtk_widget_class_bind_template_child (widget_class, TbMemberRow, away_label);
}

static void
tb_member_row_init (TbMemberRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (on_scale_changed), NULL);
}

/**
 * tb_member_row_new:
 * @avatars: (nullable): where pictures come from
 * @account: (nullable): whose web app names them; not %NULL if @avatars is not
 *
 * Returns: (transfer floating): a row of nobody
 */
GtkWidget *
tb_member_row_new (TbAvatars *avatars, TbAccount *account)
{
  TbMemberRow *self = g_object_new (TB_TYPE_MEMBER_ROW, NULL);

  g_set_object (&self->avatars, avatars);
  g_set_object (&self->account, account);

  return GTK_WIDGET (self);
}

/**
 * tb_member_row_get_member:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): whom it shows, %NULL before it was set and once it is
 * destroyed
 */
PusherMember *
tb_member_row_get_member (TbMemberRow *self)
{
  return self->member;
}

/**
 * tb_member_row_set_member:
 * @self: a row
 * @member: (nullable): whom to show, followed from now on, or %NULL for nobody
 *
 * A picture that is in memory is shown at once; tb_member_row_load_picture() gets others.
 */
void
tb_member_row_set_member (TbMemberRow *self, PusherMember *member)
{
  if (self->member == member)
    return;

  forget_member (self);
  if (member == NULL)
    return;

  self->member = g_object_ref (member);
  g_signal_connect (member, "notify", G_CALLBACK (on_member_changed), self);
  update (self);
  reset_picture (self);
}

/**
 * tb_member_row_get_position:
 * @self: a row
 *
 * Returns: where it stands, from 0
 */
guint
tb_member_row_get_position (TbMemberRow *self)
{
  return self->position;
}

/**
 * tb_member_row_set_position:
 * @self: a row
 * @position: where it stands, from 0
 * @total: how many rows there would be if all had one
 */
void
tb_member_row_set_position (TbMemberRow *self, guint position, guint total)
{
  self->position = position;
  tb_member_row_accessible_set_place (
      TB_MEMBER_ROW_ACCESSIBLE (gtk_widget_get_accessible (GTK_WIDGET (self))), position, total);
}

/**
 * tb_member_row_load_picture:
 * @self: a row that is on the screen
 *
 * Gets the person's picture if there is one that is not shown yet.
 */
void
tb_member_row_load_picture (TbMemberRow *self)
{
  const char *avatar = self->member != NULL ? pusher_member_get_avatar (self->member) : NULL;

  if (avatar == NULL || self->avatars == NULL || self->loading != NULL
      || tb_avatar_has_picture (self->avatar))
    return;

  self->loading = g_cancellable_new ();
  tb_avatars_load_async (self->avatars, self->account, avatar, get_picture_size (self),
                         self->loading, on_picture_ready, g_object_ref (self));
}

/**
 * tb_member_row_cancel_picture:
 * @self: a row that is not on the screen any more
 *
 * Gives up the picture that is being loaded, if one is.
 */
void
tb_member_row_cancel_picture (TbMemberRow *self)
{
  g_autoptr (GCancellable) loading = g_steal_pointer (&self->loading);

  if (loading != NULL)
    g_cancellable_cancel (loading);
}

/**
 * tb_member_row_reset_picture:
 * @self: a row
 *
 * Shows the picture that is at hand now, or none.
 */
void
tb_member_row_reset_picture (TbMemberRow *self)
{
  reset_picture (self);
}

/**
 * tb_member_row_show_sample:
 * @self: a row of nobody
 *
 * Shows what needs as much room as anybody may, to be measured.
 */
void
tb_member_row_show_sample (TbMemberRow *self)
{
  gtk_label_set_text (self->name_label, SAMPLE);
  gtk_widget_show (self->me_label);
  gtk_widget_show (self->typing_label);
}
