/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Makes a notification of an event: what the rule says, else what payloads of this contract
 * and its relatives were seen to carry.
 */

#include "inbox/tb-rule.h"

#include <string.h>

#include "inbox/tb-event-label.h"
#include "inbox/tb-link.h"
#include "inbox/tb-payload.h"
#include "inbox/tb-rule-private.h"
#include "inbox/tb-text.h"

#define DEFAULT_PAGE "notifications"

typedef struct
{
  const TbRuleContext *context;
  TbPayload *payload;
  gboolean for_url;
} Lookup;

static const char *const title_fields[] = { "title", "subject", "name", NULL };
static const char *const body_fields[] = { "body", "message", "text", "description", NULL };
static const char *const id_fields[] = { "eventId", "id", "notification_id", NULL };

/* In-app notification objects prefer href and link to url; other payloads begin with url. */
static const char *const link_fields[] = {
  "url", "href", "link", "action_url", "data.href", "data.link", "data.url", "data.action_url"
};

/* The web application's address without a slash at the end, so that a path can follow. */
static char *
dup_base (const TbRuleContext *context)
{
  gsize length;

  if (context->web_url == NULL)
    return NULL;

  length = strcspn (context->web_url, "?#");
  while (length > 0 && context->web_url[length - 1] == '/')
    length--;
  return g_strndup (context->web_url, length);
}

static char *
dup_label (const TbRuleContext *context, TbPayload *payload)
{
  g_autofree char *type = NULL;

  /* Laravel sends every notification under one event name; its class tells what it is. */
  if (strchr (context->event, '\\') != NULL)
    type = tb_payload_dup_field (payload, "type");
  if (type != NULL && strchr (type, '\\') != NULL)
    return tb_event_label (type);

  return tb_event_label (context->event);
}

static char *
find_special (const char *name, const Lookup *lookup)
{
  if (g_str_equal (name, "@event"))
    return g_strdup (lookup->context->event);
  if (g_str_equal (name, "@channel"))
    return g_strdup (lookup->context->channel);
  if (g_str_equal (name, "@user"))
    return g_strdup (lookup->context->user_id);
  if (g_str_equal (name, "@label"))
    return dup_label (lookup->context, lookup->payload);

  return NULL;
}

static char *
find_value (const char *name, gpointer user_data)
{
  const Lookup *lookup = user_data;
  g_autofree char *value = NULL;

  if (lookup->for_url && g_str_equal (name, "base"))
    return dup_base (lookup->context);

  if (*name == '@')
    value = find_special (name, lookup);
  else
    value = tb_payload_dup_field (lookup->payload, name);

  if (value == NULL || !lookup->for_url)
    return g_steal_pointer (&value);

  /* A value is one part of a path, and must not lead out of its place. */
  if (g_str_equal (value, ".") || g_str_equal (value, ".."))
    return NULL;
  return g_uri_escape_string (value, NULL, FALSE);
}

static char *
expand (const TbTemplate *template, const TbRuleContext *context, TbPayload *payload)
{
  Lookup lookup = { context, payload, FALSE };

  if (template == NULL)
    return NULL;
  return tb_template_expand (template, TB_TEMPLATE_NEEDS_ONE, find_value, &lookup);
}

static char *
build_title (const TbRule *self, const TbRuleContext *context, TbPayload *payload)
{
  g_autofree char *title = expand (self->title, context, payload);
  g_autofree char *clean = tb_text_clean_line (title, TB_NOTIFICATION_TITLE_LENGTH);

  if (*clean != '\0')
    return g_steal_pointer (&clean);

  g_free (title);
  title = tb_payload_dup_first (payload, title_fields);
  g_free (clean);
  clean = tb_text_clean_line (title, TB_NOTIFICATION_TITLE_LENGTH);
  if (*clean != '\0')
    return g_steal_pointer (&clean);

  return dup_label (context, payload);
}

static char *
build_body (const TbRule *self, const TbRuleContext *context, TbPayload *payload)
{
  char *body = expand (self->body, context, payload);

  if (body == NULL)
    body = tb_payload_dup_first (payload, body_fields);
  if (body == NULL)
    body = tb_payload_dup_field (payload, "data");
  if (body == NULL)
    body = g_strdup (tb_payload_get_plain_text (payload));

  return body;
}

static char *
build_dedupe_id (const TbRule *self, const TbRuleContext *context, TbPayload *payload)
{
  if (self->has_id)
    return expand (self->id, context, payload);

  /* Not under data: what is there has ids of its own, of orders or documents. */
  for (gsize i = 0; id_fields[i] != NULL; i++)
    {
      g_autofree char *id = tb_payload_dup_field (payload, id_fields[i]);

      if (id != NULL && !g_str_equal (id, "true") && !g_str_equal (id, "false"))
        return g_steal_pointer (&id);
    }

  return NULL;
}

static char *
resolve (const char *link, const TbRuleContext *context)
{
  g_autoptr (GError) error = NULL;
  char *address;

  address = tb_link_resolve (link, context->web_url, context->allowed_origins, &error);
  if (address == NULL)
    {
      g_debug ("No link for %s on %s: %s", context->event, context->channel, error->message);
      if (context->link_problem != NULL && *context->link_problem == NULL)
        *context->link_problem = g_strdup (error->message);
    }

  return address;
}

static char *
build_link (const TbRule *self, const TbRuleContext *context, TbPayload *payload)
{
  Lookup lookup = { context, payload, TRUE };
  g_autofree char *base = dup_base (context);
  g_autofree char *page = NULL;
  gboolean has_link = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (link_fields); i++)
    {
      g_autofree char *link = tb_payload_dup_field (payload, link_fields[i]);
      g_autofree char *address = link != NULL ? resolve (link, context) : NULL;

      if (address != NULL)
        return g_steal_pointer (&address);
      has_link = has_link || link != NULL;
    }

  /* To open something else than the sender meant would hide that the link was refused. */
  if (has_link)
    return NULL;

  if (self->url != NULL)
    {
      g_autofree char *link
          = tb_template_expand (self->url, TB_TEMPLATE_NEEDS_ALL, find_value, &lookup);
      g_autofree char *address = link != NULL ? resolve (link, context) : NULL;

      if (address != NULL)
        return g_steal_pointer (&address);
    }

  if (base == NULL)
    return NULL;
  page = g_strconcat (base, "/" DEFAULT_PAGE, NULL);
  return resolve (page, context);
}

TbNotification *
tb_rule_build (const TbRule *self, const TbRuleContext *context)
{
  g_autoptr (TbPayload) payload = NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *dedupe_id = NULL;
  g_autofree char *link = NULL;
  g_autofree char *category = NULL;
  g_autofree char *written = NULL;
  TbNotificationFields fields = { NULL };

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (context->account_id != NULL, NULL);
  g_return_val_if_fail (context->channel != NULL, NULL);
  g_return_val_if_fail (context->event != NULL, NULL);

  if (self->action == TB_ACTION_IGNORE)
    return NULL;

  payload = tb_payload_new (context->data, context->raw_text);
  title = build_title (self, context, payload);
  body = build_body (self, context, payload);
  dedupe_id = build_dedupe_id (self, context, payload);
  link = build_link (self, context, payload);
  category = tb_payload_dup_field (payload, "type");
  if (context->raw_text == NULL && context->data != NULL)
    written = json_to_string (context->data, FALSE);

  fields.account_id = context->account_id;
  fields.dedupe_id = dedupe_id;
  fields.channel = context->channel;
  fields.event = context->event;
  fields.title = title;
  fields.body = body;
  fields.link = link;
  fields.urgency = self->urgency;
  fields.category = category;
  fields.sound = self->sound;
  fields.received_at = context->received_at;
  fields.raw_payload = written != NULL ? written : context->raw_text;
  return tb_notification_new (&fields);
}
