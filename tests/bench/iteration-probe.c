/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Preloaded into a program: how long its main loop does not come back to poll(), which is how long
 * a click would wait. On SIGUSR1 the worst since the last SIGUSR1 is written as a line of the file
 * that ITERATION_PROBE names: elapsed time, and processor time of the main thread, which other
 * programs on the computer do not lengthen, both in µs.
 */

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int (*real_poll) (struct pollfd *, nfds_t, int);
static int output = -1;
static int is_first;

static int64_t left_at;      /* when poll() last returned to the main thread; 0 before */
static int64_t left_at_used; /* and how much processor time it had used by then */
static _Atomic int64_t worst_elapsed;
static _Atomic int64_t worst_used;
static _Atomic int64_t iterations;

static int64_t
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (int64_t) time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static int
is_main_thread (void)
{
  return syscall (SYS_gettid) == getpid ();
}

static void
on_signal (int number)
{
  char line[128];
  int length = snprintf (
      line, sizeof line, "{\"elapsed\":%lld,\"used\":%lld,\"iterations\":%lld}\n",
      (long long) atomic_exchange (&worst_elapsed, 0), (long long) atomic_exchange (&worst_used, 0),
      (long long) atomic_exchange (&iterations, 0));

  if (write (output, line, (size_t) length) != length)
    abort ();
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("ITERATION_PROBE");

  real_poll = (int (*) (struct pollfd *, nfds_t, int)) dlsym (RTLD_NEXT, "poll");
  /* What this program starts is not measured. */
  unsetenv ("LD_PRELOAD");
  if (path == NULL)
    return;

  unsetenv ("ITERATION_PROBE");
  output = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (output < 0)
    abort ();
  is_first = 1;
  signal (SIGUSR1, on_signal);
}

static void
keep_worst (_Atomic int64_t *worst, int64_t value)
{
  if (value > atomic_load (worst))
    atomic_store (worst, value);
}

int poll (struct pollfd *descriptors, nfds_t count, int timeout);

int
poll (struct pollfd *descriptors, nfds_t count, int timeout)
{
  int result;

  if (!is_first || !is_main_thread ())
    return real_poll (descriptors, count, timeout);

  if (left_at != 0)
    {
      keep_worst (&worst_elapsed, read_clock (CLOCK_MONOTONIC) - left_at);
      keep_worst (&worst_used, read_clock (CLOCK_THREAD_CPUTIME_ID) - left_at_used);
      atomic_fetch_add (&iterations, 1);
    }
  result = real_poll (descriptors, count, timeout);
  left_at = read_clock (CLOCK_MONOTONIC);
  left_at_used = read_clock (CLOCK_THREAD_CPUTIME_ID);

  return result;
}
