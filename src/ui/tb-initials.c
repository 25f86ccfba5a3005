/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-initials.h"

#include <string.h>

struct _TbInitials
{
  GtkLabel parent_instance;

  guint colour;
};

G_DEFINE_FINAL_TYPE (TbInitials, tb_initials, GTK_TYPE_LABEL)

static char *
colour_class (guint colour)
{
  return g_strdup_printf ("initials-%u", colour);
}

/* The first letter or digit from @start to before @end, or 0. */
static gunichar
first_letter (const char *start, const char *end)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isalnum (character))
        return g_unichar_totitle (character);
    }

  return 0;
}

static const char *
word_end (const char *start, const char *end)
{
  while (start < end && !g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);

  return start;
}

static void
tb_initials_class_init (TbInitialsClass *klass)
{
  /* The name stands beside it: nobody wants to hear the letters, too. */
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), ATK_ROLE_REDUNDANT_OBJECT);
}

static void
tb_initials_init (TbInitials *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  g_autofree char *class_name = colour_class (self->colour);

  gtk_style_context_add_class (context, "initials");
  gtk_style_context_add_class (context, class_name);
}

/**
 * tb_initials_new:
 *
 * Returns: (transfer floating): the initials of nobody
 */
GtkWidget *
tb_initials_new (void)
{
  return g_object_new (TB_TYPE_INITIALS, "visible", TRUE, NULL);
}

/**
 * tb_initials_set_person:
 * @self: initials
 * @id: what stays the same when the person's name changes: decides the colour
 * @name: the person's name, any text
 */
void
tb_initials_set_person (TbInitials *self, const char *id, const char *name)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  g_autofree char *initials = tb_initials_from_name (name);
  g_autofree char *old_class = colour_class (self->colour);
  g_autofree char *new_class = NULL;

  self->colour = g_str_hash (id) % TB_INITIALS_N_COLOURS;
  new_class = colour_class (self->colour);
  gtk_style_context_remove_class (context, old_class);
  gtk_style_context_add_class (context, new_class);
  gtk_label_set_text (GTK_LABEL (self), initials);
}

/**
 * tb_initials_from_name:
 * @name: a person's name, in any script, or an e-mail address; valid UTF-8
 *
 * Finds the letters to show for a person: the first of the first and of the last word that has any.
 *
 * Returns: (transfer full): one or two characters; "?" if @name has no letter
 */
char *
tb_initials_from_name (const char *name)
{
  const char *end = strchr (name, '@');
  GString *initials = g_string_new (NULL);
  gunichar last = 0;

  /* Of an e-mail address, only what is before the @ is of the person. */
  if (end == NULL || end == name)
    end = name + strlen (name);

  for (const char *word = name; word < end;)
    {
      const char *after = word_end (word, end);
      gunichar letter = first_letter (word, after);

      if (letter != 0 && initials->len == 0)
        g_string_append_unichar (initials, letter);
      else if (letter != 0)
        last = letter;
      word = after < end ? g_utf8_next_char (after) : end;
    }
  if (last != 0)
    g_string_append_unichar (initials, last);
  if (initials->len == 0)
    g_string_append_c (initials, '?');

  return g_string_free (initials, FALSE);
}
