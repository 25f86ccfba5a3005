/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all pages of the set-up have in common: a title, and one button that goes on, which the
 * window shows. */

#include "ui/tb-setup-page.h"

#include "ui/tb-form-field.h"

typedef struct
{
  char *title;
  char *action; /* NULL for no button */
  gboolean ready;
  gboolean suggested;

  GtkAdjustment *adjustment; /* owned by the template; NULL for a page that does not scroll */
  GtkWidget *content;
  guint reveal_source;
} TbSetupPagePrivate;

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FINISHED,
  SIGNAL_OFFERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TbSetupPage, tb_setup_page, GTK_TYPE_BOX)

static TbSetupPagePrivate *
get_private (TbSetupPage *self)
{
  return tb_setup_page_get_instance_private (self);
}

/* What has the focus within the content; a field with its label, its help and its error. */
static GtkWidget *
find_focus (TbSetupPagePrivate *private)
{
  GtkWidget *found = private->content;
  GtkWidget *child;

  while (!TB_IS_FORM_FIELD (found) && GTK_IS_CONTAINER (found)
         && (child = gtk_container_get_focus_child (GTK_CONTAINER (found))) != NULL)
    found = child;

  return found;
}

static gboolean
on_reveal_due (gpointer user_data)
{
  TbSetupPagePrivate *private = get_private (TB_SETUP_PAGE (user_data));
  GtkWidget *focus = find_focus (private);
  int y;

  private->reveal_source = 0;
  if (focus != private->content
      && gtk_widget_translate_coordinates (focus, private->content, 0, 0, NULL, &y))
    gtk_adjustment_clamp_page (private->adjustment,
                               y - gtk_widget_get_margin_top (private->content),
                               y + gtk_widget_get_allocated_height (focus)
                                   + 2 * gtk_widget_get_margin_top (private->content));

  return G_SOURCE_REMOVE;
}

/* Once everything has its place: a page that has just come has none yet. */
static void
on_focus_child_set (GtkContainer *content, GtkWidget *child, gpointer user_data)
{
  TbSetupPagePrivate *private = get_private (TB_SETUP_PAGE (user_data));

  if (child != NULL && private->reveal_source == 0)
  private->reveal_source
      = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, on_reveal_due, user_data, NULL);
}

static void
tb_setup_page_destroy (GtkWidget *widget)
{
  g_clear_handle_id (&get_private (TB_SETUP_PAGE (widget))->reveal_source, g_source_remove);

  GTK_WIDGET_CLASS (tb_setup_page_parent_class)->destroy (widget);
}

static void
tb_setup_page_finalize (GObject *object)
{
  TbSetupPagePrivate *private = get_private (TB_SETUP_PAGE (object));

  g_free (private->title);
  g_free (private->action);

  G_OBJECT_CLASS (tb_setup_page_parent_class)->finalize (object);
}

static void
tb_setup_page_class_init (TbSetupPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_setup_page_finalize;
  GTK_WIDGET_CLASS (klass)->destroy = tb_setup_page_destroy;

  /* The title or the button that goes on is another one. */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The page is done, and the next one follows. */
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The button that goes on is what is to be done now. */
  signals[SIGNAL_OFFERED] = g_signal_new ("offered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_setup_page_init (TbSetupPage *self)
{
}

/**
 * tb_setup_page_enter:
 * @self: a page that is shown from now on
 */
void
tb_setup_page_enter (TbSetupPage *self)
{
  if (TB_SETUP_PAGE_GET_CLASS (self)->enter != NULL)
    TB_SETUP_PAGE_GET_CLASS (self)->enter (self);
}

/**
 * tb_setup_page_leave:
 * @self: a page that is shown no longer
 */
void
tb_setup_page_leave (TbSetupPage *self)
{
  if (TB_SETUP_PAGE_GET_CLASS (self)->leave != NULL)
    TB_SETUP_PAGE_GET_CLASS (self)->leave (self);
}

/**
 * tb_setup_page_proceed:
 * @self: a page whose button was pressed
 */
void
tb_setup_page_proceed (TbSetupPage *self)
{
  if (TB_SETUP_PAGE_GET_CLASS (self)->proceed != NULL)
    TB_SETUP_PAGE_GET_CLASS (self)->proceed (self);
}

/**
 * tb_setup_page_finish:
 * @self: a page that is done
 */
void
tb_setup_page_finish (TbSetupPage *self)
{
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
}

/**
 * tb_setup_page_offer_action:
 * @self: a page on which nothing else is to be done
 *
 * Gives the focus to the button that goes on.
 */
void
tb_setup_page_offer_action (TbSetupPage *self)
{
  g_signal_emit (self, signals[SIGNAL_OFFERED], 0);
}

/**
 * tb_setup_page_set_content:
 * @self: a page that scrolls
 * @scrolled: what scrolls
 * @content: what is scrolled, with a margin of its own
 *
 * Scrolls to what gets the focus, with all that belongs to it.
 */
void
tb_setup_page_set_content (TbSetupPage *self, GtkScrolledWindow *scrolled, GtkWidget *content)
{
  TbSetupPagePrivate *private = get_private (self);

  private->adjustment = gtk_scrolled_window_get_vadjustment (scrolled);
  private->content = content;
  g_signal_connect_object (content, "set-focus-child", G_CALLBACK (on_focus_child_set), self,
                           G_CONNECT_AFTER);
}

/**
 * tb_setup_page_get_title:
 * @self: a page
 *
 * Returns: (nullable): what the window is called while it shows the page
 */
const char *
tb_setup_page_get_title (TbSetupPage *self)
{
  return get_private (self)->title;
}

/**
 * tb_setup_page_set_title:
 * @self: a page
 * @title: what the window is called while it shows the page
 */
void
tb_setup_page_set_title (TbSetupPage *self, const char *title)
{
  TbSetupPagePrivate *private = get_private (self);

  g_free (private->title);
  private->title = g_strdup (title);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * tb_setup_page_get_action:
 * @self: a page
 *
 * Returns: (nullable): what the button that goes on says, with a mnemonic, or %NULL for no button
 */
const char *
tb_setup_page_get_action (TbSetupPage *self)
{
  return get_private (self)->action;
}

/**
 * tb_setup_page_get_ready:
 * @self: a page
 *
 * Returns: whether that button can be pressed now
 */
gboolean
tb_setup_page_get_ready (TbSetupPage *self)
{
  return get_private (self)->ready;
}

/**
 * tb_setup_page_get_suggested:
 * @self: a page
 *
 * Returns: whether that is what should be done
 */
gboolean
tb_setup_page_get_suggested (TbSetupPage *self)
{
  return get_private (self)->suggested;
}

/**
 * tb_setup_page_set_action:
 * @self: a page
 * @label: (nullable): what the button that goes on says, with a mnemonic, or %NULL for no button
 * @ready: whether it can be pressed now
 * @suggested: whether that is what should be done
 */
void
tb_setup_page_set_action (TbSetupPage *self, const char *label, gboolean ready, gboolean suggested)
{
  TbSetupPagePrivate *private = get_private (self);

  g_free (private->action);
  private->action = g_strdup (label);
  private->ready = ready;
  private->suggested = suggested;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
