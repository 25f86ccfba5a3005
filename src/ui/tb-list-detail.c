/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-list-detail.h"

struct _TbListDetail
{
  GtkContainer parent_instance;

  GtkWidget *list;
  GtkWidget *detail;

  gboolean folded;
  gboolean told_folded; /* what was last notified */
  gboolean detail_shown;
  guint notify_source;
};

enum
{
  PROP_FOLDED = 1,
  PROP_DETAIL_SHOWN,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbListDetail, tb_list_detail, GTK_TYPE_CONTAINER)

static gboolean
on_notify_due (gpointer user_data)
{
  TbListDetail *self = TB_LIST_DETAIL (user_data);

  self->notify_source = 0;
  if (self->folded != self->told_folded)
    {
      self->told_folded = self->folded;
      if (self->folded)
        gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "folded");
      else
        gtk_style_context_remove_class (gtk_widget_get_style_context (GTK_WIDGET (self)), "folded");
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
    }

  return G_SOURCE_REMOVE;
}

/* Widgets cannot be changed while they are laid out. */
static void
set_folded (TbListDetail *self, gboolean folded)
{
  self->folded = folded;
  if (self->folded != self->told_folded && self->notify_source == 0)
    self->notify_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_notify_due, self, NULL);
}

static void
allocate (GtkWidget *child, gboolean shown, const GtkAllocation *allocation)
{
  if (child == NULL || !gtk_widget_get_visible (child))
    return;

  gtk_widget_set_child_visible (child, shown);
  if (shown)
    gtk_widget_size_allocate (child, (GtkAllocation *) allocation);
}

static void
tb_list_detail_size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  TbListDetail *self = TB_LIST_DETAIL (widget);
  GtkAllocation list = *allocation;
  GtkAllocation detail = *allocation;

  gtk_widget_set_allocation (widget, allocation);
  set_folded (self, allocation->width < TB_LIST_DETAIL_FOLD_WIDTH);
  if (!self->folded)
    {
      list.width = TB_LIST_DETAIL_LIST_WIDTH;
      detail.width = allocation->width - list.width;
      if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
        list.x += detail.width;
      else
        detail.x += list.width;
    }

  allocate (self->list, !self->folded || !self->detail_shown, &list);
  allocate (self->detail, !self->folded || self->detail_shown, &detail);
}

static void
tb_list_detail_get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  TbListDetail *self = TB_LIST_DETAIL (widget);
  int least = 0;

  *minimum = 0;
  if (self->list != NULL)
    gtk_widget_get_preferred_width (self->list, minimum, NULL);
  if (self->detail != NULL)
    gtk_widget_get_preferred_width (self->detail, &least, NULL);
  *minimum = MAX (*minimum, least);
  *natural = MAX (*minimum, TB_LIST_DETAIL_FOLD_WIDTH);
}

static void
tb_list_detail_get_preferred_height (GtkWidget *widget, int *minimum, int *natural)
{
  TbListDetail *self = TB_LIST_DETAIL (widget);
  GtkWidget *const children[] = { self->list, self->detail };

  *minimum = 0;
  *natural = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int least = 0;
      int wanted = 0;

      if (children[i] != NULL)
        gtk_widget_get_preferred_height (children[i], &least, &wanted);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wanted);
    }
}

static void
tb_list_detail_add (GtkContainer *container, GtkWidget *child)
{
  TbListDetail *self = TB_LIST_DETAIL (container);

  g_return_if_fail (self->list == NULL || self->detail == NULL);

  if (self->list == NULL)
    self->list = child;
  else
    self->detail = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
tb_list_detail_remove (GtkContainer *container, GtkWidget *child)
{
  TbListDetail *self = TB_LIST_DETAIL (container);

  if (child == self->list)
    self->list = NULL;
  else if (child == self->detail)
    self->detail = NULL;
  gtk_widget_unparent (child);
}

static void
tb_list_detail_forall (GtkContainer *container,
                       gboolean include_internals,
                       GtkCallback callback,
                       gpointer callback_data)
{
  TbListDetail *self = TB_LIST_DETAIL (container);

  if (self->list != NULL)
    callback (self->list, callback_data);
  if (self->detail != NULL)
    callback (self->detail, callback_data);
}

static void
tb_list_detail_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TbListDetail *self = TB_LIST_DETAIL (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->told_folded);
      break;
    case PROP_DETAIL_SHOWN:
      g_value_set_boolean (value, self->detail_shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_list_detail_dispose (GObject *object)
{
  g_clear_handle_id (&TB_LIST_DETAIL (object)->notify_source, g_source_remove);

  G_OBJECT_CLASS (tb_list_detail_parent_class)->dispose (object);
}

static void
tb_list_detail_class_init (TbListDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkContainerClass *container_class = GTK_CONTAINER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_list_detail_get_property;
  object_class->dispose = tb_list_detail_dispose;
  widget_class->size_allocate = tb_list_detail_size_allocate;
  widget_class->get_preferred_width = tb_list_detail_get_preferred_width;
  widget_class->get_preferred_height = tb_list_detail_get_preferred_height;
  container_class->add = tb_list_detail_add;
  container_class->remove = tb_list_detail_remove;
  container_class->forall = tb_list_detail_forall;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_DETAIL_SHOWN] = g_param_spec_boolean ("detail-shown", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_list_detail_init (TbListDetail *self)
{
  gtk_widget_set_has_window (GTK_WIDGET (self), FALSE);
}

/**
 * tb_list_detail_get_folded:
 * @self: a list and its detail
 *
 * Returns: whether there is room for one of both only, as far as it was notified
 */
gboolean
tb_list_detail_get_folded (TbListDetail *self)
{
  return self->told_folded;
}

/**
 * tb_list_detail_get_detail_shown:
 * @self: a list and its detail
 *
 * Returns: whether the detail is what is seen, where there is room for one of both only
 */
gboolean
tb_list_detail_get_detail_shown (TbListDetail *self)
{
  return self->detail_shown;
}

/**
 * tb_list_detail_set_detail_shown:
 * @self: a list and its detail
 * @shown: whether to show the detail instead of the list, where there is room for one of both only
 *
 * Goes from the list to the detail, or back.
 */
void
tb_list_detail_set_detail_shown (TbListDetail *self, gboolean shown)
{
  if (self->detail_shown == shown)
    return;

  self->detail_shown = shown;
  if (self->folded && self->list != NULL && self->detail != NULL)
    {
      /* At once, so that the keyboard's focus can go to what takes the other's place. */
      gtk_widget_set_child_visible (self->list, !shown);
      gtk_widget_set_child_visible (self->detail, shown);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL_SHOWN]);
}
