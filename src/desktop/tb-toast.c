/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-toast.h"

/* The value handed to notifiers. Cleaning happens here, once, so that no
 * notifier can forget it: the text came from a server, and GDBus refuses
 * strings that are not UTF-8. */

struct _TbToast
{
  gatomicrefcount reference_count;
  char *id;
  char *title;
  char *body;
  TbToastUrgency urgency;
  char *category;
  char *sound_name;
  TbToastAction *actions;
  gsize n_actions;
};

G_DEFINE_BOXED_TYPE (TbToast, tb_toast, tb_toast_ref, tb_toast_unref)

static char *
clean_text (const char *text, gboolean keep_line_breaks)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '\n' && keep_line_breaks)
        g_string_append_c (clean, '\n');
      else if (character == '\n' || character == '\t')
        g_string_append_c (clean, ' ');
      else if (!g_unichar_iscntrl (character))
        g_string_append_unichar (clean, character);
    }

  return g_string_free (clean, FALSE);
}

static char *
clean_name (const char *name)
{
  return name != NULL && *name != '\0' ? clean_text (name, FALSE) : NULL;
}

TbToast *
tb_toast_new (const char *id,
              const char *title,
              const char *body,
              TbToastUrgency urgency,
              const char *category,
              const char *sound_name,
              const TbToastAction *actions,
              gsize n_actions)
{
  TbToast *self;

  g_return_val_if_fail (id != NULL && *id != '\0', NULL);
  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (actions != NULL || n_actions == 0, NULL);

  self = g_new0 (TbToast, 1);
  g_atomic_ref_count_init (&self->reference_count);
  self->id = g_strdup (id);
  self->title = clean_text (title, FALSE);
  self->body = clean_text (body, TRUE);
  self->urgency = urgency;
  self->category = clean_name (category);
  self->sound_name = clean_name (sound_name);
  self->actions = g_new0 (TbToastAction, n_actions);
  self->n_actions = n_actions;
  for (gsize i = 0; i < n_actions; i++)
    {
      self->actions[i].id = clean_text (actions[i].id, FALSE);
      self->actions[i].label = clean_text (actions[i].label, FALSE);
    }

  return self;
}

TbToast *
tb_toast_ref (TbToast *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->reference_count);
  return self;
}

void
tb_toast_unref (TbToast *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->reference_count))
    return;

  for (gsize i = 0; i < self->n_actions; i++)
    {
      g_free ((char *) self->actions[i].id);
      g_free ((char *) self->actions[i].label);
    }
  g_free (self->actions);
  g_free (self->sound_name);
  g_free (self->category);
  g_free (self->body);
  g_free (self->title);
  g_free (self->id);
  g_free (self);
}

const char *
tb_toast_get_id (const TbToast *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

const char *
tb_toast_get_title (const TbToast *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

const char *
tb_toast_get_body (const TbToast *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

TbToastUrgency
tb_toast_get_urgency (const TbToast *self)
{
  g_return_val_if_fail (self != NULL, TB_TOAST_URGENCY_NORMAL);

  return self->urgency;
}

const char *
tb_toast_get_category (const TbToast *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->category;
}

const char *
tb_toast_get_sound_name (const TbToast *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sound_name;
}

gsize
tb_toast_get_n_actions (const TbToast *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_actions;
}

const TbToastAction *
tb_toast_get_action (const TbToast *self, gsize position)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < self->n_actions, NULL);

  return &self->actions[position];
}
