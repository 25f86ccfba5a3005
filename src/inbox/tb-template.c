/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-template.h"

#include <glib/gi18n.h>
#include <string.h>

#include "inbox/tb-inbox-error.h"

/* Either a text as it stands, or names of which the first that has a value is put there. */
typedef struct
{
  char *text;
  GStrv names;
} Piece;

struct _TbTemplate
{
  gatomicrefcount ref_count;
  GArray *pieces;
};

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_free (piece->text);
  g_strfreev (piece->names);
}

static gboolean
is_name (const char *name)
{
  if (*name == '\0')
    return FALSE;
  for (; *name != '\0'; name++)
    {
      if (g_ascii_isspace (*name) || g_ascii_iscntrl (*name) || *name == '{')
        return FALSE;
    }
  return TRUE;
}

static void
add_text (TbTemplate *self, GString *text)
{
  Piece piece = { NULL, NULL };

  if (text->len == 0)
    return;

  piece.text = g_strdup (text->str);
  g_array_append_val (self->pieces, piece);
  g_string_truncate (text, 0);
}

static gboolean
add_place (TbTemplate *self, const char *start, const char *end, GError **error)
{
  g_autofree char *place = g_strndup (start, (gsize) (end - start));
  g_auto (GStrv) names = g_strsplit (place, "|", -1);
  Piece piece = { NULL, NULL };

  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (!is_name (names[i]))
        break;
      if (names[i + 1] == NULL)
        {
          piece.names = g_steal_pointer (&names);
          g_array_append_val (self->pieces, piece);
          return TRUE;
        }
    }

  g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_TEMPLATE,
               _ ("“{%s}” is not a field name, nor names with bars between them."), place);
  return FALSE;
}

TbTemplate *
tb_template_new (const char *text, GError **error)
{
  g_autoptr (TbTemplate) self = g_new0 (TbTemplate, 1);
  g_autoptr (GString) literal = g_string_new (NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *end;

      if ((*at == '{' || *at == '}') && at[1] == *at)
        {
          g_string_append_c (literal, *at++);
          continue;
        }
      if (*at == '}')
        {
          g_set_error_literal (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_TEMPLATE,
                               _ ("A closing brace has no opening one; “}}” stands for a brace."));
          return NULL;
        }
      if (*at != '{')
        {
          g_string_append_c (literal, *at);
          continue;
        }

      end = strchr (at, '}');
      if (end == NULL)
        {
          g_set_error_literal (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_TEMPLATE,
                               _ ("An opening brace is not closed; “{{” stands for a brace."));
          return NULL;
        }
      add_text (self, literal);
      if (!add_place (self, at + 1, end, error))
        return NULL;
      at = end;
    }
  add_text (self, literal);

  return g_steal_pointer (&self);
}

TbTemplate *
tb_template_ref (TbTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tb_template_unref (TbTemplate *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->pieces);
  g_free (self);
}

gboolean
tb_template_has_places (const TbTemplate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      if (g_array_index (self->pieces, Piece, i).names != NULL)
        return TRUE;
    }

  return FALSE;
}

static char *
find_value (const Piece *piece, TbTemplateLookup lookup, gpointer user_data)
{
  for (gsize i = 0; piece->names[i] != NULL; i++)
    {
      char *value = lookup (piece->names[i], user_data);

      if (value != NULL)
        return value;
    }

  return NULL;
}

char *
tb_template_expand (const TbTemplate *self,
                    TbTemplateNeed need,
                    TbTemplateLookup lookup,
                    gpointer user_data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_places = 0;
  guint n_values = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (lookup != NULL, NULL);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      g_autofree char *value = NULL;

      if (piece->text != NULL)
        {
          g_string_append (text, piece->text);
          continue;
        }

      n_places++;
      value = find_value (piece, lookup, user_data);
      if (value != NULL)
        {
          n_values++;
          g_string_append (text, value);
        }
      else if (need == TB_TEMPLATE_NEEDS_ALL)
        {
          return NULL;
        }
    }

  if (n_places > 0 && n_values == 0)
    return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}
