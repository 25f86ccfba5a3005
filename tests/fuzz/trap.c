/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * GLib ends a program that warns by SIGTRAP, which libFuzzer lets pass without keeping the input;
 * it keeps that of a program that aborts.
 */

#include "fuzz-target.h"

#include <signal.h>
#include <stdlib.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);

static void
on_trap (int number)
{
  abort ();
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  signal (SIGTRAP, on_trap);
  return 0;
}
