/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All of a form that is text, one field for one setting. A mistake is told beside its field, but
 * not before the user has left that. */

#include "ui/tb-form-texts.h"

#include "ui/tb-form-value.h"

/* Each has a field KEY-field in the form's template. */
static const struct
{
  const char *key;
  TbFormValueKind kind;
  gboolean advanced;
} texts[] = {
  { "name", TB_FORM_TEXT, FALSE },
  { "web-url", TB_FORM_WEB_ADDRESS, FALSE },
  { "key", TB_FORM_TEXT, FALSE },
  { "cluster", TB_FORM_TEXT, FALSE },
  { "host", TB_FORM_TEXT, FALSE },
  { "port", TB_FORM_PORT, FALSE },
  { "auth-endpoint", TB_FORM_ENDPOINT, FALSE },
  { "user-id", TB_FORM_TEXT, FALSE },
  { "tenant-ids", TB_FORM_LIST, FALSE },
  { "rooms", TB_FORM_LIST, FALSE },
  { "channels", TB_FORM_LIST, TRUE },
  { "path", TB_FORM_TEXT, TRUE },
  { "origin", TB_FORM_TEXT, TRUE },
  { "ca-file", TB_FORM_TEXT, TRUE },
  { "auth-parameters", TB_FORM_PARAMETERS, TRUE },
  { "inbox-url", TB_FORM_TEXT, TRUE },
  { "allowed-origins", TB_FORM_LIST, TRUE },
  { "sign-in-url", TB_FORM_TEXT, TRUE },
  { "sign-in-client-id", TB_FORM_TEXT, TRUE },
};

#define N_TEXTS G_N_ELEMENTS (texts)

struct _TbFormTexts
{
  GObject parent_instance;

  TbFormField *fields[N_TEXTS]; /* the form's */
  GError *errors[N_TEXTS];      /* what is written and cannot be, as far as it was collected */
  gboolean left[N_TEXTS];       /* whether the user has been there */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbFormTexts, tb_form_texts, G_TYPE_OBJECT)

static gsize
find (const char *key)
{
  for (gsize i = 0; i < N_TEXTS; i++)
    {
      if (g_str_equal (texts[i].key, key))
        return i;
    }

  g_assert_not_reached ();
}

/* A field that is not shown is empty, whatever it holds for another kind of server. */
static char *
dup_text (TbFormTexts *self, gsize i)
{
  GtkWidget *control = tb_form_field_get_control (self->fields[i]);
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->fields[i])))
    return g_strdup ("");
  if (GTK_IS_ENTRY (control))
    return g_strdup (gtk_entry_get_text (GTK_ENTRY (control)));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (control));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* The web app's address as it will be, or an empty one while it is none. */
static char *
dup_web_url (TbFormTexts *self)
{
  g_autofree char *text = dup_text (self, find ("web-url"));
  g_autoptr (GVariant) value = tb_form_value_parse (TB_FORM_WEB_ADDRESS, text, "", NULL);

  return value != NULL ? g_variant_dup_string (value, NULL) : g_strdup ("");
}

/* Where a mistake is told: a server that is missing has two names. */
static gsize
find_place (TbFormTexts *self, gsize i)
{
  return g_str_equal (texts[i].key, "cluster")
                 && !gtk_widget_get_visible (GTK_WIDGET (self->fields[i]))
             ? find ("host")
             : i;
}

static void
on_changed (TbFormTexts *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
on_focus_out (GtkWidget *control, GdkEvent *event, gpointer user_data)
{
  TbFormTexts *self = TB_FORM_TEXTS (user_data);

  for (gsize i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = NULL;

      if (tb_form_field_get_control (self->fields[i]) != control)
        continue;
      text = dup_text (self, i);
      /* Who only passes by is told nothing. */
      self->left[i] = self->left[i] || *text != '\0';
    }
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);

  return GDK_EVENT_PROPAGATE;
}

static void
tb_form_texts_finalize (GObject *object)
{
  TbFormTexts *self = TB_FORM_TEXTS (object);

  for (gsize i = 0; i < N_TEXTS; i++)
    g_clear_error (&self->errors[i]);

  G_OBJECT_CLASS (tb_form_texts_parent_class)->finalize (object);
}

static void
tb_form_texts_class_init (TbFormTextsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_form_texts_finalize;

  /**
   * TbFormTexts::changed:
   *
   * A text is another now.
   */
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      g_cclosure_marshal_VOID__VOID, G_TYPE_NONE, 0);

  /**
   * TbFormTexts::left:
   *
   * The user has left a field: a mistake in it may be told now.
   */
  signals[SIGNAL_LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, g_cclosure_marshal_VOID__VOID, G_TYPE_NONE, 0);
}

static void
tb_form_texts_init (TbFormTexts *self)
{
}

/**
 * tb_form_texts_new:
 * @form: a widget whose template has the fields; it outlives what is returned
 *
 * Returns: (transfer full): its fields
 */
TbFormTexts *
tb_form_texts_new (GtkWidget *form)
{
  TbFormTexts *self = g_object_new (TB_TYPE_FORM_TEXTS, NULL);

  for (gsize i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *name = g_strconcat (texts[i].key, "-field", NULL);
      GtkWidget *control;

      self->fields[i]
          = TB_FORM_FIELD (gtk_widget_get_template_child (form, G_OBJECT_TYPE (form), name));
      control = tb_form_field_get_control (self->fields[i]);
      if (GTK_IS_ENTRY (control))
        g_signal_connect_object (control, "changed", G_CALLBACK (on_changed), self,
                                 G_CONNECT_SWAPPED);
      else
        g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control)), "changed",
                                 G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (control, "focus-out-event", G_CALLBACK (on_focus_out), self, 0);
    }

  return self;
}

/**
 * tb_form_texts_bind:
 * @widget_class: the class of a widget whose template has the fields
 *
 * Makes the fields known, so that tb_form_texts_new() finds them.
 */
void
tb_form_texts_bind (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *name = g_strconcat (texts[i].key, "-field", NULL);

      gtk_widget_class_bind_template_child_full (widget_class, name, FALSE, 0);
    }
}

/**
 * tb_form_texts_get_field:
 * @self: the fields
 * @key: a setting
 *
 * Returns: (transfer none): where it is filled in
 */
TbFormField *
tb_form_texts_get_field (TbFormTexts *self, const char *key)
{
  return self->fields[find (key)];
}

/**
 * tb_form_texts_dup:
 * @self: the fields
 * @key: a setting
 *
 * Returns: (transfer full): what is written for it, empty in a field that is not shown
 */
char *
tb_form_texts_dup (TbFormTexts *self, const char *key)
{
  return dup_text (self, find (key));
}

/**
 * tb_form_texts_is_empty:
 * @self: the fields
 * @key: a setting
 *
 * Returns: whether nothing is written for it
 */
gboolean
tb_form_texts_is_empty (TbFormTexts *self, const char *key)
{
  g_autofree char *text = dup_text (self, find (key));

  return *text == '\0';
}

/**
 * tb_form_texts_is_advanced:
 * @key: a setting
 *
 * Returns: whether it stands where only those look who need it
 */
gboolean
tb_form_texts_is_advanced (const char *key)
{
  return texts[find (key)].advanced;
}

/**
 * tb_form_texts_set:
 * @self: the fields
 * @key: a setting
 * @text: what to write for it
 */
void
tb_form_texts_set (TbFormTexts *self, const char *key, const char *text)
{
  GtkWidget *control = tb_form_field_get_control (self->fields[find (key)]);

  if (GTK_IS_ENTRY (control))
    gtk_entry_set_text (GTK_ENTRY (control), text);
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control)), text, -1);
}

/**
 * tb_form_texts_load:
 * @self: the fields
 * @settings: an account's settings, a{sv}
 *
 * Writes what the settings are.
 */
void
tb_form_texts_load (TbFormTexts *self, GVariant *settings)
{
  for (gsize i = 0; i < N_TEXTS; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (settings, texts[i].key, NULL);
      g_autofree char *text = tb_form_value_print (texts[i].kind, value);

      tb_form_texts_set (self, texts[i].key, text);
    }
}

/**
 * tb_form_texts_collect:
 * @self: the fields
 * @settings: where to put the settings that are written, those that can be
 */
void
tb_form_texts_collect (TbFormTexts *self, GVariantDict *settings)
{
  g_autofree char *web_url = dup_web_url (self);

  for (gsize i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = dup_text (self, i);
      g_autoptr (GVariant) value = NULL;

      g_clear_error (&self->errors[i]);
      value = tb_form_value_parse (texts[i].kind, text, web_url, &self->errors[i]);
      if (value != NULL)
        g_variant_dict_insert_value (settings, texts[i].key, value);
    }
}

/**
 * tb_form_texts_check:
 * @self: the fields
 * @draft: the account with what was collected of them
 *
 * Tells of the mistakes in the fields that the user has left.
 *
 * Returns: (nullable): the first setting that is wrong, told of or not
 */
const char *
tb_form_texts_check (TbFormTexts *self, TbAccount *draft)
{
  const GError *told[N_TEXTS] = { NULL };
  GError *errors[N_TEXTS] = { NULL };
  const char *first = NULL;

  for (gsize i = 0; i < N_TEXTS; i++)
    {
      gsize place = find_place (self, i);

      if (self->errors[i] == NULL)
        tb_account_check_setting (draft, texts[i].key, &errors[i]);
      if (told[place] == NULL)
        told[place] = self->errors[i] != NULL ? self->errors[i] : errors[i];
    }

  for (gsize i = 0; i < N_TEXTS; i++)
    {
      gboolean tell = told[i] != NULL && self->left[i];

      tb_form_field_set_error (self->fields[i], tell ? told[i]->message : NULL);
      if (told[i] != NULL && first == NULL)
        first = texts[i].key;
    }
  for (gsize i = 0; i < N_TEXTS; i++)
    g_clear_error (&errors[i]);

  return first;
}

/**
 * tb_form_texts_leave:
 * @self: the fields
 * @key: (nullable): a setting, or %NULL for all
 *
 * Has mistakes told as if the user had been there.
 */
void
tb_form_texts_leave (TbFormTexts *self, const char *key)
{
  for (gsize i = 0; i < N_TEXTS; i++)
    self->left[i] = self->left[i] || key == NULL || g_str_equal (texts[i].key, key);
}
