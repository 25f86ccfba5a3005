/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An application server is not asked for everything at once, nor over and over (rows 5.29, 6.20).
 */

#include "client-fixture.h"

#include "pusher/pusher-request-queue.h"

typedef struct
{
  FakeClock *clock;
  PusherRequestQueue *queue;
  guint tickets[1000];
  guint n_tickets;
  guint started;
} QueueFixture;

static void
on_started (gpointer user_data)
{
  QueueFixture *self = user_data;

  self->started++;
}

static void
queue_fixture_setup (QueueFixture *self, gconstpointer data)
{
  self->clock = fake_clock_new ();
  self->queue = pusher_request_queue_new (GPOINTER_TO_UINT (data), PUSHER_CLOCK (self->clock));
}

static void
queue_fixture_teardown (QueueFixture *self, gconstpointer data)
{
  pusher_request_queue_free (self->queue);
  g_assert_finalize_object (self->clock);
}

static void
enter (QueueFixture *self, guint times)
{
  for (guint i = 0; i < times; i++)
    {
      guint ticket = pusher_request_queue_enter (self->queue, on_started, self);

      g_assert_cmpuint (ticket, !=, 0);
      self->tickets[self->n_tickets++] = ticket;
    }
}

static void
leave (QueueFixture *self, guint index)
{
  pusher_request_queue_leave (self->queue, &self->tickets[index]);
  g_assert_cmpuint (self->tickets[index], ==, 0);
}

static void
test_width (QueueFixture *self, gconstpointer data)
{
  enter (self, 5);
  g_assert_cmpuint (self->started, ==, 2);
  leave (self, 0);
  g_assert_cmpuint (self->started, ==, 3);
  /* One that only waits leaves, and nobody moves up for it. */
  leave (self, 4);
  g_assert_cmpuint (self->started, ==, 3);
  leave (self, 4);
  leave (self, 1);
  leave (self, 2);
  leave (self, 3);
  g_assert_cmpuint (self->started, ==, 4);
}

static void
test_dismiss (QueueFixture *self, gconstpointer data)
{
  enter (self, 5);
  pusher_request_queue_dismiss (self->queue);
  for (guint i = 0; i < 5; i++)
    leave (self, i);
  g_assert_cmpuint (self->started, ==, 2);
  enter (self, 1);
  g_assert_cmpuint (self->started, ==, 3);
}

static void
test_limit (QueueFixture *self, gconstpointer data)
{
  enter (self, 260);
  g_assert_cmpuint (self->started, ==, 200);
  fake_clock_advance (self->clock, 10);
  g_assert_cmpuint (self->started, >=, 239);
  g_assert_cmpuint (self->started, <=, 241);
  fake_clock_advance (self->clock, 10);
  g_assert_cmpuint (self->started, ==, 260);
}

/* Whoever waits for a token can leave, and the last one out stops the clock. */
static void
test_limit_and_leave (QueueFixture *self, gconstpointer data)
{
  enter (self, 210);
  for (guint i = 200; i < 210; i++)
    leave (self, i);
  fake_clock_advance (self->clock, 60);
  g_assert_cmpuint (self->started, ==, 200);
  g_assert_cmpuint (fake_clock_get_timers (self->clock), ==, 0);
}

/* Twenty reconnections in a minute, with 50 channels each. */
static void
test_flapping (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new ();
  guint asked = 0;

  for (int i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("private-%d", i);

      client_fixture_subscribe (fixture, name);
    }
  pusher_client_connect (fixture->client);
  for (int i = 0; i < 20; i++)
    {
      client_fixture_greet (fixture, "1.1");
      /* The endpoint is quick to say no. */
      for (int j = 0; j < 50 && fake_authorizer_get_open (fixture->authorizer) > 0; j++)
        {
          g_autofree char *name = g_strdup_printf ("private-%d", j);

          fake_authorizer_refuse (fixture->authorizer, name, PUSHER_ERROR_DENIED, 0);
        }
      asked = fake_authorizer_get_asked (fixture->authorizer);
      fake_transport_close (client_fixture_socket (fixture), 1006, NULL);
      fake_clock_advance (fixture->clock, 0);
      pusher_client_retry_now (fixture->client);
      fake_clock_advance (fixture->clock, 3);
    }
  g_assert_cmpuint (asked, <=, 200 + 60 * 4);
  g_assert_cmpuint (asked, >=, 200);
}

/* The limit does not lose anybody. */
static void
test_all_in_the_end (void)
{
  g_autoptr (ClientFixture) fixture = client_fixture_new_connected ();

  for (int i = 0; i < 250; i++)
    {
      g_autofree char *name = g_strdup_printf ("private-%d", i);

      client_fixture_subscribe (fixture, name);
    }
  for (int i = 0; i < 250; i++)
    {
      g_autofree char *name = g_strdup_printf ("private-%d", i);

      if (fake_authorizer_get_open (fixture->authorizer) == 0)
        fake_clock_advance (fixture->clock, 0.3);
      fake_authorizer_allow (fixture->authorizer, name);
      client_fixture_succeed (fixture, name);
      g_assert_cmpint (pusher_channel_get_state (pusher_client_get_channel (fixture->client, name)),
                       ==, PUSHER_CHANNEL_SUBSCRIBED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, width, func)                                                                     \
  g_test_add (path, QueueFixture, GUINT_TO_POINTER (width), queue_fixture_setup, func,             \
              queue_fixture_teardown)
  ADD ("/pusher/5.29/a-few-at-once", 2, test_width);
  ADD ("/pusher/6.19/those-in-line-are-sent-away", 2, test_dismiss);
  ADD ("/pusher/6.20/a-burst-and-then-four-a-second", 1000, test_limit);
  ADD ("/pusher/6.20/nobody-waits-for-those-who-left", 1000, test_limit_and_leave);
#undef ADD
  g_test_add_func ("/pusher/6.20/flapping-with-many-channels", test_flapping);
  g_test_add_func ("/pusher/6.20/the-limit-loses-nobody", test_all_in_the_end);

  return g_test_run ();
}
