/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between a setting and what stands in a form for it. Pure. */

#include "ui/tb-form-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "account/tb-account-error.h"
#include "account/tb-well-known.h"

static GVariant *
parse_list (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ", ;\t\r\n", -1);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_variant_builder_add (&builder, "s", parts[i]);
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
parse_port (const char *text, GError **error)
{
  guint64 port = 0;

  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("“%s” is not a port; it is a number from 1 to 65535"), text);
      return NULL;
    }

  return g_variant_new_uint32 ((guint32) port);
}

static GVariant *
parse_web_address (const char *text, GError **error)
{
  g_autofree char *address = NULL;

  if (*text == '\0')
    return g_variant_new_string ("");

  address = tb_well_known_complete_address (text, error);
  return address != NULL ? g_variant_new_string (address) : NULL;
}

static GVariant *
parse_endpoint (const char *text, const char *web_url, GError **error)
{
  char *absolute;

  if (*text != '/')
    return g_variant_new_string (text);
  if (*web_url == '\0')
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("This is relative to the web app: enter the web app's address above, or the "
                      "whole address here"));
      return NULL;
    }

  absolute = g_uri_resolve_relative (web_url, text, G_URI_FLAGS_NONE, NULL);
  if (absolute == NULL)
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("“%s” is not the address of a web app; it begins with https://"), web_url);
      return NULL;
    }

  return g_variant_new_take_string (absolute);
}

static GVariant *
parse_parameters (const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);
  g_autoptr (GVariantDict) seen = g_variant_dict_new (NULL);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *equals;

      g_strstrip (lines[i]);
      if (*lines[i] == '\0')
        continue;
      equals = strchr (lines[i], '=');
      if (equals == NULL || equals == lines[i])
        {
          g_variant_builder_clear (&builder);
          g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                       _ ("“%s” is not a parameter; each has the form name=value"), lines[i]);
          return NULL;
        }
      *equals = '\0';
      if (g_variant_dict_contains (seen, lines[i]))
        {
          g_variant_builder_clear (&builder);
          g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                       _ ("There are two parameters “%s”; remove one"), lines[i]);
          return NULL;
        }
      g_variant_dict_insert (seen, lines[i], "b", TRUE);
      g_variant_builder_add (&builder, "{ss}", lines[i], equals + 1);
    }

  return g_variant_builder_end (&builder);
}

/**
 * tb_form_value_parse:
 * @kind: how the setting is written
 * @text: what was written
 * @web_url: the address of the web app, empty if there is none
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the setting's value, not floating, or %NULL with
 *   %TB_ACCOUNT_ERROR_INVALID or, for what is only missing, %TB_ACCOUNT_ERROR_INCOMPLETE
 */
GVariant *
tb_form_value_parse (TbFormValueKind kind, const char *text, const char *web_url, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  GVariant *value;

  switch (kind)
    {
    case TB_FORM_LIST:
      value = parse_list (stripped);
      break;
    case TB_FORM_PORT:
      value = parse_port (stripped, error);
      break;
    case TB_FORM_WEB_ADDRESS:
      value = parse_web_address (stripped, error);
      break;
    case TB_FORM_ENDPOINT:
      value = parse_endpoint (stripped, web_url, error);
      break;
    case TB_FORM_PARAMETERS:
      value = parse_parameters (stripped, error);
      break;
    case TB_FORM_TEXT:
    default:
      value = g_variant_new_string (stripped);
      break;
    }

  return value != NULL ? g_variant_ref_sink (value) : NULL;
}

/**
 * tb_form_value_print:
 * @kind: how the setting is written
 * @value: its value
 *
 * Returns: (transfer full): how to write it
 */
char *
tb_form_value_print (TbFormValueKind kind, GVariant *value)
{
  g_autoptr (GString) text = NULL;
  GVariantIter iter;
  const char *name;
  const char *parameter;

  switch (kind)
    {
    case TB_FORM_LIST:
      {
        g_autofree const char **strings = g_variant_get_strv (value, NULL);

        return g_strjoinv (", ", (char **) strings);
      }
    case TB_FORM_PORT:
      return g_variant_get_uint32 (value) != 0
                 ? g_strdup_printf ("%u", g_variant_get_uint32 (value))
                 : g_strdup ("");
    case TB_FORM_PARAMETERS:
      text = g_string_new (NULL);
      g_variant_iter_init (&iter, value);
      while (g_variant_iter_next (&iter, "{&s&s}", &name, &parameter))
        g_string_append_printf (text, "%s=%s\n", name, parameter);
      return g_strchomp (g_string_free (g_steal_pointer (&text), FALSE));
    case TB_FORM_WEB_ADDRESS:
    case TB_FORM_ENDPOINT:
    case TB_FORM_TEXT:
    default:
      return g_variant_dup_string (value, NULL);
    }
}
