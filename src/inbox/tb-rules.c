/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-rules.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-rules-resource.h"

#define DEFAULT_RULES_PATH "/com/nebutra/Traybell/rules/default-rules.ini"

/*
 * Remembered answers, and joined rules. Names come from outside, so both are bounded: a channel
 * that calls each event by another name costs time, not memory.
 */
#define MOST_ANSWERS 1024
#define LONGEST_REMEMBERED_NAME 256

typedef struct
{
  const char *channel;
  const char *event;
} Question;

struct _TbRules
{
  gatomicrefcount ref_count;

  /* (element-type TbRule): in the order of asking, those of the fallback at the end */
  GPtrArray *rules;
  /* Question to TbRule, or to NULL where no rule matches. */
  GHashTable *answers;
  /* Text of the rules' numbers to the TbRule joined of them. */
  GHashTable *joined;
};

static guint
question_hash (gconstpointer key)
{
  const Question *question = key;

  return g_str_hash (question->event) * 31 + g_str_hash (question->channel);
}

static gboolean
question_equal (gconstpointer a, gconstpointer b)
{
  const Question *one = a;
  const Question *other = b;

  return strcmp (one->event, other->event) == 0 && strcmp (one->channel, other->channel) == 0;
}

/* One block for the question and both names. */
static Question *
question_new (const char *channel, const char *event)
{
  const gsize channel_size = strlen (channel) + 1;
  const gsize event_size = strlen (event) + 1;
  Question *question = g_malloc (sizeof (Question) + channel_size + event_size);
  char *names = (char *) (question + 1);

  memcpy (names, channel, channel_size);
  memcpy (names + channel_size, event, event_size);
  question->channel = names;
  question->event = names + channel_size;
  return question;
}

static TbRules *
rules_alloc (void)
{
  TbRules *self = g_new0 (TbRules, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_rule_unref);
  self->answers = g_hash_table_new_full (question_hash, question_equal, g_free, NULL);
  self->joined
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tb_rule_unref);
  return self;
}

TbRules *
tb_rules_new_default (GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  /* By its own name and not through the registry, which a static library's start-up may miss. */
  bytes = g_resource_lookup_data (tb_rules_get_resource (), DEFAULT_RULES_PATH,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return tb_rules_new_from_data ("default-rules.ini", text, NULL, error);
}

static gboolean
check_encoding (const char *name, const char *text, GError **error)
{
  const char *end = NULL;
  guint line = 1;

  if (g_utf8_validate (text, -1, &end))
    return TRUE;

  for (const char *at = text; at < end; at++)
    {
      if (*at == '\n')
        line++;
    }
  g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_RULES,
               _ ("%s, line %u: The text is not UTF-8."), name, line);
  return FALSE;
}

TbRules *
tb_rules_new_from_data (const char *name, const char *text, TbRules *fallback, GError **error)
{
  g_autoptr (TbRules) self = NULL;
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;
  g_auto (GStrv) groups = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_encoding (name, text, error))
    return NULL;
  /* All translations are kept: a mistake in one is a mistake in every language. */
  if (!g_key_file_load_from_data (key_file, text, strlen (text), G_KEY_FILE_KEEP_TRANSLATIONS,
                                  &local_error))
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_RULES,
                   /* Translators: file name, and a sentence that says what is wrong */
                   _ ("%s: %s"), name, local_error->message);
      return NULL;
    }

  self = rules_alloc ();
  groups = g_key_file_get_groups (key_file, NULL);
  for (gsize i = 0; groups[i] != NULL; i++)
    {
      TbRule *rule = tb_rule_new_from_group (key_file, groups[i], name, error);

      if (rule == NULL)
        return NULL;
      g_ptr_array_add (self->rules, rule);
    }

  for (guint i = 0; fallback != NULL && i < fallback->rules->len; i++)
    g_ptr_array_add (self->rules, tb_rule_ref (g_ptr_array_index (fallback->rules, i)));

  return g_steal_pointer (&self);
}

TbRules *
tb_rules_ref (TbRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tb_rules_unref (TbRules *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->joined);
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/* @numbers gets a text that tells this set of rules from every other. */
static GPtrArray *
collect (TbRules *self, const char *channel, const char *event, GString *numbers)
{
  GPtrArray *matching = g_ptr_array_new ();

  for (guint i = 0; i < self->rules->len; i++)
    {
      TbRule *rule = g_ptr_array_index (self->rules, i);

      if (!tb_rule_matches (rule, channel, event))
        continue;
      g_ptr_array_add (matching, rule);
      g_string_append_printf (numbers, "%u ", i);
      if (tb_rule_stops (rule))
        break;
    }

  return matching;
}

/* Walks the rules; what several of them say together is made once and kept. */
static const TbRule *
find_rule (TbRules *self, const char *channel, const char *event)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autoptr (GPtrArray) matching = collect (self, channel, event, numbers);
  g_autoptr (TbRule) joined = NULL;
  TbRule *known;

  if (matching->len == 0)
    return NULL;
  if (matching->len == 1)
    return g_ptr_array_index (matching, 0);

  known = g_hash_table_lookup (self->joined, numbers->str);
  if (known != NULL)
    return known;

  joined = tb_rule_ref (g_ptr_array_index (matching, 0));
  for (guint i = 1; i < matching->len; i++)
    {
      TbRule *next = tb_rule_new_merged (joined, g_ptr_array_index (matching, i));

      tb_rule_unref (joined);
      joined = next;
    }

  known = g_steal_pointer (&joined);
  g_hash_table_insert (self->joined, g_strdup (numbers->str), known);
  return known;
}

const TbRule *
tb_rules_find (TbRules *self, const char *channel, const char *event)
{
  const Question question = { channel, event };
  gpointer answer = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (channel != NULL, NULL);
  g_return_val_if_fail (event != NULL, NULL);

  if (g_hash_table_lookup_extended (self->answers, &question, NULL, &answer))
    return answer;

  answer = (gpointer) find_rule (self, channel, event);

  /* Protocol names are short; longer ones are made to fill memory, and are looked up afresh. */
  if (strlen (channel) <= LONGEST_REMEMBERED_NAME && strlen (event) <= LONGEST_REMEMBERED_NAME)
    {
      if (g_hash_table_size (self->answers) >= MOST_ANSWERS)
        g_hash_table_remove_all (self->answers);
      g_hash_table_insert (self->answers, question_new (channel, event), answer);
    }

  return answer;
}

GPtrArray *
tb_rules_find_all (TbRules *self, const char *channel, const char *event)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (channel != NULL, NULL);
  g_return_val_if_fail (event != NULL, NULL);

  return collect (self, channel, event, numbers);
}

guint
tb_rules_get_n_rules (TbRules *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rules->len;
}

const TbRule *
tb_rules_get_rule (TbRules *self, guint position)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < self->rules->len, NULL);

  return g_ptr_array_index (self->rules, position);
}
