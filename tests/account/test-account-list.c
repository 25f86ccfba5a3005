/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account-fixture.h"
#include "account/tb-account-list.h"

/* The list of accounts and the settings are the same thing. */

typedef struct
{
  GSettings *settings;
  TbAccountList *list;
  GString *changes; /* "position-removed+added " of each signal */
} Fixture;

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, gpointer user_data)
{
  g_string_append_printf (((Fixture *) user_data)->changes, "%u-%u+%u ", position, removed, added);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("com.nebutra.Traybell");
  g_settings_reset (fixture->settings, "accounts");
  fixture->list = tb_account_list_new ();
  fixture->changes = g_string_new (NULL);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->settings);
  g_string_free (fixture->changes, TRUE);
}

static char *
join_ids (Fixture *fixture)
{
  GString *ids = g_string_new (NULL);

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->list)) == TB_TYPE_ACCOUNT);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->list)); i++)
    {
      g_autoptr (TbAccount) account = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

      g_string_append_printf (ids, "%s ", tb_account_get_id (account));
    }

  return g_string_free (ids, FALSE);
}

static void
set_ids (Fixture *fixture, const char *ids)
{
  g_auto (GStrv) strings = g_strsplit (ids, " ", -1);

  g_settings_set_strv (fixture->settings, "accounts", (const char *const *) strings);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_an_account_is_added_with_its_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) settings = account_fixture_usable ();
  g_autoptr (GError) error = NULL;
  TbAccount *account = tb_account_list_add (fixture->list, settings, &error);
  g_auto (GStrv) ids = g_settings_get_strv (fixture->settings, "accounts");
  g_autofree char *key = NULL;

  g_assert_no_error (error);
  key = tb_account_dup_string (account, "key");
  g_assert_cmpstr (key, ==, "demo-key");
  g_assert_cmpuint (strlen (tb_account_get_id (account)), ==, 8);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, tb_account_get_id (account));
  g_assert_true (tb_account_list_lookup (fixture->list, ids[0], &error) == account);
  g_assert_cmpstr (fixture->changes->str, ==, "0-0+1 ");

  /* It can be changed afterwards, as others see it. */
  tb_account_set_enabled (account, FALSE);
  {
    TbAccount *other = tb_account_new (ids[0]);

    g_assert_false (tb_account_get_enabled (other));
    g_assert_finalize_object (other);
  }

  g_assert_true (tb_account_list_remove (fixture->list, ids[0], &error));
  g_assert_no_error (error);
}

static void
on_any_change (GSettings *settings, const char *key, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_nothing_is_kept_of_an_account_that_cannot_be_used (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) settings
      = account_fixture_settings ("{'key': <'leftover'>, 'name': <'leftover'>}");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  guint n_changes = 0;

  g_signal_connect (fixture->settings, "changed", G_CALLBACK (on_any_change), &n_changes);
  g_assert_null (tb_account_list_add (fixture->list, settings, &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  ids = g_settings_get_strv (fixture->settings, "accounts");
  g_assert_cmpuint (g_strv_length (ids), ==, 0);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpstr (fixture->changes->str, ==, "");
}

static void
test_a_removed_account_leaves_no_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) settings = account_fixture_usable ();
  g_autoptr (GError) error = NULL;
  TbAccount *account = tb_account_list_add (fixture->list, settings, &error);
  g_autofree char *id = g_strdup (tb_account_get_id (account));
  g_autofree char *key = NULL;

  g_assert_true (tb_account_list_remove (fixture->list, id, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->changes->str, ==, "0-0+1 0-1+0 ");

  account = tb_account_new (id);
  key = tb_account_dup_string (account, "key");
  g_assert_cmpstr (key, ==, "");
  g_assert_finalize_object (account);
}

static void
test_an_unknown_account_is_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_account_list_lookup (fixture->list, "nobody", &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (tb_account_list_remove (fixture->list, "nobody", &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_NOT_FOUND);
}

/* Another process may change the list, too. */
static void
test_the_list_follows_the_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbAccount) two = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  set_ids (fixture, "one two three");
  first = join_ids (fixture);
  g_assert_cmpstr (first, ==, "one two three ");
  two = g_list_model_get_item (G_LIST_MODEL (fixture->list), 1);

  set_ids (fixture, "two four");
  second = join_ids (fixture);
  g_assert_cmpstr (second, ==, "two four ");
  /* The object of an account that stays is the same. */
  g_assert_true (tb_account_list_lookup (fixture->list, "two", NULL) == two);
}

/* Ids become part of a settings path. */
static void
test_an_id_that_is_none_is_passed_over (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "good", "", "../other", "a/b", "A", "good", NULL };
  g_autofree char *joined = NULL;

  g_settings_set_strv (fixture->settings, "accounts", ids);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  joined = join_ids (fixture);
  g_assert_cmpstr (joined, ==, "good ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/account-list/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("an-account-is-added-with-its-settings", test_an_account_is_added_with_its_settings);
  ADD ("nothing-is-kept-of-an-account-that-cannot-be-used",
       test_nothing_is_kept_of_an_account_that_cannot_be_used);
  ADD ("a-removed-account-leaves-no-settings", test_a_removed_account_leaves_no_settings);
  ADD ("an-unknown-account-is-not-found", test_an_unknown_account_is_not_found);
  ADD ("the-list-follows-the-settings", test_the_list_follows_the_settings);
  ADD ("an-id-that-is-none-is-passed-over", test_an_id_that_is_none_is_passed_over);

  return g_test_run ();
}
