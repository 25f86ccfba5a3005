/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A web app's env file, or JSON, from which an account is made. */

#include "fuzz-target.h"

#include "account/tb-account-import.h"
#include "account/tb-account.h"

/* A setting is not much longer than the file that it is from: what it says beyond itself is other
 * values, and those only so far. */
#define MOST_ADDED 4096

static GVariant *
build_given (void)
{
  GVariantDict given = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&given, "web-url", "s", "https://app.example.com");
  return g_variant_ref_sink (g_variant_dict_end (&given));
}

static void
check_settings (GVariant *settings, gsize length)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;
  const char *text = NULL;

  g_assert_true (g_variant_is_of_type (settings, G_VARIANT_TYPE_VARDICT));
  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariantType) type = tb_account_dup_setting_type (name);

      /* No name of a secret is the name of a setting. */
      g_assert_nonnull (type);
      g_assert_true (g_variant_is_of_type (value, type));
      g_assert_true (g_variant_is_normal_form (value));
      g_assert_cmpuint (g_variant_get_size (value), <=, 2 * length + MOST_ADDED + 64);
    }

  g_assert_true (g_variant_lookup (settings, "key", "&s", &text));
  g_assert_cmpstr (text, !=, "");
  g_assert_true (g_variant_lookup (settings, "auth-endpoint", "&s", &text));
  g_assert_true (g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL));
}

static void
import (const uint8_t *data, size_t size, GVariant *given)
{
  g_auto (GStrv) refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings
      = tb_account_import_parse ((const char *) data, (gssize) size, given, &refused, &error);

  if (settings == NULL)
    {
      /* Incomplete is an endpoint that is relative to a web app of which nothing is said. */
      if (!g_error_matches (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE))
        g_assert_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_IMPORT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (refused);
      return;
    }

  g_assert_no_error (error);
  g_assert_nonnull (refused);
  check_settings (settings, size);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GVariant) given = build_given ();

  import (data, size, NULL);
  import (data, size, given);

  return 0;
}
