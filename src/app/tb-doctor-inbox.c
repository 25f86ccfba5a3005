/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The doctor's look at a web app's own list of notifications: asks for the newest of them once, as
 * a session does, and keeps nothing of what comes. */

#include <glib/gi18n.h>

#include "account/tb-account-client.h"
#include "account/tb-check-remedy.h"
#include "account/tb-inbox-adapter.h"
#include "app/tb-doctor-private.h"
#include "pusher/pusher-system-clock.h"

/* Longer than a request may take by itself, in s. */
#define INBOX_SECONDS (TB_INBOX_REQUEST_TIMEOUT + 5)

typedef struct
{
  TbFetchedPage *page; /* NULL with an error */
  GError *error;
} Answer;

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  guint retry_after;

  answer->page = tb_inbox_adapter_fetch_finish (TB_INBOX_ADAPTER (source), result, &retry_after,
                                                &answer->error);
}

static gboolean
is_answered (gpointer data)
{
  const Answer *answer = data;

  return answer->page != NULL || answer->error != NULL;
}

static void
fetch (TbAccount *account, TbCredentials *credentials, const char *address, Answer *answer)
{
  g_autoptr (SoupSession) http = tb_account_client_create_session (account);
  g_autoptr (PusherClock) clock = pusher_system_clock_new ();
  g_autoptr (TbInboxAdapter) adapter
      = tb_inbox_adapter_new (account, tb_inbox_client_new (http, clock, credentials, address));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  tb_inbox_adapter_fetch_async (adapter, NULL, cancellable, on_fetched, answer);
  if (tb_doctor_wait (is_answered, answer, INBOX_SECONDS))
    return;

  /* The answer is ours until it has come. */
  g_cancellable_cancel (cancellable);
  while (!is_answered (answer))
    g_main_context_iteration (NULL, TRUE);
}

static char *
describe_page (const TbFetchedPage *page, const char *address)
{
  guint n_items = page->items->len;

  if (page->next != NULL)
    /* Translators: an address, and how many notifications are on the first of several pages */
    return g_strdup_printf (ngettext ("%s lists %u notification, and more",
                                      "%s lists %u notifications, and more", n_items),
                            address, n_items);

  return g_strdup_printf (
      ngettext ("%s lists %u notification", "%s lists %u notifications", n_items), address,
      n_items);
}

static char *
build_remedy (const GError *error)
{
  const char *advice = tb_check_remedy_get_for_inbox (error);
  const char *loss = _ ("Until it does, what comes while this computer is offline is missed; "
                        "everything else works without it.");

  return advice != NULL ? g_strconcat (advice, " ", loss, NULL) : g_strdup (loss);
}

/**
 * tb_doctor_examine_inbox:
 * @self: a doctor
 * @account: an account
 * @credentials: what the keyring has for it
 *
 * Asks the web app what came meanwhile, if the account says that it can tell.
 */
void
tb_doctor_examine_inbox (TbDoctor *self, TbAccount *account, TbCredentials *credentials)
{
  g_autofree char *address = tb_account_dup_inbox_url (account);
  g_autofree char *seen = NULL;
  g_autofree char *remedy = NULL;
  Answer answer = { NULL };
  TbFinding finding = {
    .step = "inbox-adapter",
    .account = tb_account_get_id (account),
    .state = TB_CHECK_SKIPPED,
    .title = _ ("The web app tells what came meanwhile"),
  };

  if (tb_account_get_inbox_style (account) == TB_INBOX_STYLE_NONE)
    {
      finding.seen = _ ("No inbox of the web app is set");
    }
  /* What is wrong with the settings, their own step says. */
  else if (tb_account_check (account, NULL))
    {
      fetch (account, credentials, address, &answer);
      finding.state = answer.page != NULL ? TB_CHECK_PASSED : TB_CHECK_FAILED;
      if (answer.page != NULL)
        seen = describe_page (answer.page, address);
      else
        remedy = build_remedy (answer.error);
      finding.remedy = remedy;
      finding.seen = answer.page != NULL ? seen : answer.error->message;
    }
  tb_doctor_tell (self, &finding);

  g_clear_pointer (&answer.page, tb_fetched_page_free);
  g_clear_error (&answer.error);
}
