/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbFormValueKind:
 * @TB_FORM_TEXT: a string, without the space around it
 * @TB_FORM_LIST: strings with commas or space between them
 * @TB_FORM_PORT: a port, empty for the usual one
 * @TB_FORM_WEB_ADDRESS: the address of a web app, which may lack its scheme
 * @TB_FORM_ENDPOINT: an address, which may be relative to that of the web app
 * @TB_FORM_PARAMETERS: lines of the form name=value
 *
 * How a setting is written in a form.
 */
typedef enum
{
  TB_FORM_TEXT,
  TB_FORM_LIST,
  TB_FORM_PORT,
  TB_FORM_WEB_ADDRESS,
  TB_FORM_ENDPOINT,
  TB_FORM_PARAMETERS,
} TbFormValueKind;

GVariant *
tb_form_value_parse (TbFormValueKind kind, const char *text, const char *web_url, GError **error);
char *tb_form_value_print (TbFormValueKind kind, GVariant *value);

G_END_DECLS
