/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reads a rule from a group of a rules file. People write these files, so every mistake is
 * told in a sentence that names the place.
 */

#include "inbox/tb-rule.h"

#include <glib/gi18n.h>
#include <string.h>

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-rule-private.h"

#define NOTHING "none"

typedef struct
{
  GKeyFile *key_file;
  const char *group;
  const char *file_name;
} Source;

/* In the order of the enumerations. */
static const char *const action_names[] = { "show", "inbox-only", "ignore", NULL };
static const char *const urgency_names[] = { "low", "normal", "urgent", NULL };
static const char *const effect_names[] = { "none",         "member-hint", "member-active",
                                            "typing-start", "typing-stop", "maintenance",
                                            "reload",       "read",        NULL };

static const char *const known_keys[] = { "event", "channel", "action", "urgency", "title", "body",
                                          "url",   "id",      "sound",  "effect",  "stop",  NULL };

static void
set_mistake (const Source *source, const char *key, const char *sentence, GError **error)
{
  g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_RULES,
               /* Translators: file name, group, key, and a sentence that says what is wrong */
               _ ("%s, group “%s”, key “%s”: %s"), source->file_name, source->group, key, sentence);
}

/* The key file's own words for a wrong escape do not say how to mend it. */
static void
set_unreadable (const Source *source, const char *key, GError **error)
{
  g_autofree char *value = g_key_file_get_value (source->key_file, source->group, key, NULL);
  g_autofree char *sentence
      = g_strdup_printf (_ ("“%s” cannot be read; a backslash is written twice."), value);

  set_mistake (source, key, sentence, error);
}

static gboolean
has_key (const Source *source, const char *key)
{
  return g_key_file_has_key (source->key_file, source->group, key, NULL);
}

/* GLib refuses that too, but where the value has another mistake before it complains aloud. */
static gboolean
ends_within_escape (const Source *source, const char *key)
{
  g_autofree char *value = g_key_file_get_value (source->key_file, source->group, key, NULL);
  gsize length = strlen (value);
  gsize backslashes = 0;

  while (backslashes < length && value[length - 1 - backslashes] == '\\')
    backslashes++;

  return backslashes % 2 == 1;
}

static gboolean
check_keys (const Source *source, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (source->key_file, source->group, NULL, NULL);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *key = g_strndup (keys[i], strcspn (keys[i], "["));
      gboolean is_translated = !g_str_equal (key, keys[i]);

      if (!g_strv_contains (known_keys, key))
        {
          g_autofree char *known = g_strjoinv (", ", (char **) known_keys);
          g_autofree char *sentence
              = g_strdup_printf (_ ("There is no such key; the keys are %s."), known);

          set_mistake (source, keys[i], sentence, error);
          return FALSE;
        }
      if (is_translated && !g_str_equal (key, "title") && !g_str_equal (key, "body"))
        {
          set_mistake (source, keys[i], _ ("Only title and body can be translated."), error);
          return FALSE;
        }
      if (ends_within_escape (source, keys[i]))
        {
          set_unreadable (source, keys[i], error);
          return FALSE;
        }
    }

  if (!has_key (source, "event") && !has_key (source, "channel"))
    {
      set_mistake (source, "event", _ ("A rule needs an event or a channel; “*” stands for all."),
                   error);
      return FALSE;
    }

  return TRUE;
}

/* Succeeds with NULL where there is no such key. */
static gboolean
read_text (const Source *source, const char *key, char **text, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *plain = NULL;

  *text = NULL;
  if (!has_key (source, key))
    return TRUE;

  /* Asked first, since for a wrong escape the next call gives half the value and no error. */
  plain = g_key_file_get_string (source->key_file, source->group, key, &local_error);
  if (local_error != NULL)
    {
      set_unreadable (source, key, error);
      return FALSE;
    }

  *text = g_key_file_get_locale_string (source->key_file, source->group, key, NULL, NULL);
  if (*text == NULL)
    *text = g_steal_pointer (&plain);
  if (*g_strstrip (*text) == '\0')
    {
      set_mistake (source, key, _ ("The value is empty."), error);
      g_clear_pointer (text, g_free);
      return FALSE;
    }

  return TRUE;
}

/* Leaves both as they are where there is no such key. */
static gboolean
read_globs (
    const Source *source, const char *key, GPtrArray **globs, GStrv *written, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  if (!has_key (source, key))
    return TRUE;

  texts = g_key_file_get_string_list (source->key_file, source->group, key, NULL, &local_error);
  if (local_error != NULL)
    {
      set_unreadable (source, key, error);
      return FALSE;
    }

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_pattern_spec_free);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      if (*g_strstrip (texts[i]) == '\0')
        continue;
      g_ptr_array_add (list, g_pattern_spec_new (texts[i]));
      g_strv_builder_add (builder, texts[i]);
    }
  if (list->len == 0)
    {
      set_mistake (source, key, _ ("The value is empty."), error);
      return FALSE;
    }

  *globs = g_steal_pointer (&list);
  *written = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_choice (const Source *source,
             const char *key,
             const char *const *names,
             gboolean *has_value,
             guint *value,
             GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *choices = NULL;
  g_autofree char *sentence = NULL;

  if (!read_text (source, key, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], text))
        {
          *has_value = TRUE;
          *value = i;
          return TRUE;
        }
    }

  choices = g_strjoinv (", ", (char **) names);
  sentence = g_strdup_printf (_ ("“%s” is none of %s."), text, choices);
  set_mistake (source, key, sentence, error);
  return FALSE;
}

static gboolean
read_template (const Source *source, const char *key, TbTemplate **template, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;

  if (!read_text (source, key, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  *template = tb_template_new (text, &local_error);
  if (*template == NULL)
    {
      set_mistake (source, key, local_error->message, error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_id (const Source *source, TbRule *rule, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_text (source, "id", &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  rule->has_id = TRUE;
  if (g_str_equal (text, NOTHING))
    return TRUE;
  if (!read_template (source, "id", &rule->id, error))
    return FALSE;

  /* All notifications would be one. */
  if (!tb_template_has_places (rule->id))
    {
      set_mistake (source, "id", _ ("An id needs a field, such as “{eventId}”, or is “none”."),
                   error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_sound (const Source *source, TbRule *rule, GError **error)
{
  if (!read_text (source, "sound", &rule->sound, error))
    return FALSE;
  if (rule->sound == NULL)
    return TRUE;

  for (const char *at = rule->sound; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && *at != '-' && *at != '_' && *at != '.')
        {
          set_mistake (source, "sound",
                       _ ("A sound is a name such as “message-new-instant”, or “none”."), error);
          return FALSE;
        }
    }

  rule->has_sound = TRUE;
  if (g_str_equal (rule->sound, NOTHING))
    g_clear_pointer (&rule->sound, g_free);
  return TRUE;
}

static gboolean
read_stop (const Source *source, TbRule *rule, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_text (source, "stop", &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
    {
      g_autofree char *sentence = g_strdup_printf (_ ("“%s” is neither true nor false."), text);

      set_mistake (source, "stop", sentence, error);
      return FALSE;
    }

  rule->stops = g_str_equal (text, "true");
  return TRUE;
}

TbRule *
tb_rule_new_from_group (GKeyFile *key_file,
                        const char *group,
                        const char *file_name,
                        GError **error)
{
  const Source source = { key_file, group, file_name };
  g_autoptr (TbRule) self = NULL;
  guint action = TB_ACTION_SHOW;
  guint urgency = TB_URGENCY_NORMAL;
  guint effect = TB_EFFECT_NONE;

  g_return_val_if_fail (key_file != NULL, NULL);
  g_return_val_if_fail (group != NULL, NULL);
  g_return_val_if_fail (file_name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = tb_rule_alloc (group, file_name);
  if (!check_keys (&source, error)
      || !read_globs (&source, "event", &self->events, &self->event_globs, error)
      || !read_globs (&source, "channel", &self->channels, &self->channel_globs, error)
      || !read_choice (&source, "action", action_names, &self->has_action, &action, error)
      || !read_choice (&source, "urgency", urgency_names, &self->has_urgency, &urgency, error)
      || !read_choice (&source, "effect", effect_names, &self->has_effect, &effect, error)
      || !read_template (&source, "title", &self->title, error)
      || !read_template (&source, "body", &self->body, error)
      || !read_template (&source, "url", &self->url, error) || !read_id (&source, self, error)
      || !read_sound (&source, self, error) || !read_stop (&source, self, error))
    return NULL;

  self->action = action;
  self->urgency = urgency;
  self->effect = effect;
  return g_steal_pointer (&self);
}

const char *
tb_rule_action_get_name (TbRuleAction action)
{
  g_return_val_if_fail ((guint) action < G_N_ELEMENTS (action_names) - 1, "ignore");

  return action_names[action];
}

const char *
tb_rule_effect_get_name (TbRuleEffect effect)
{
  g_return_val_if_fail ((guint) effect < G_N_ELEMENTS (effect_names) - 1, "none");

  return effect_names[effect];
}
