/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-time-spin.h"

/* In minutes. */
#define STEP 15
#define PAGE 60

struct _TbTimeSpin
{
  GtkSpinButton parent_instance;
};

G_DEFINE_FINAL_TYPE (TbTimeSpin, tb_time_spin, GTK_TYPE_SPIN_BUTTON)

static int
tb_time_spin_input (GtkSpinButton *spin_button, double *new_value)
{
  guint minutes;

  if (!tb_time_spin_parse (gtk_entry_get_text (GTK_ENTRY (spin_button)), &minutes))
    return GTK_INPUT_ERROR;

  *new_value = minutes;
  return TRUE;
}

static gboolean
tb_time_spin_output (GtkSpinButton *spin_button)
{
  guint minutes = (guint) gtk_spin_button_get_value_as_int (spin_button);
  g_autofree char *text = g_strdup_printf ("%02u:%02u", minutes / 60, minutes % 60);

  if (g_strcmp0 (gtk_entry_get_text (GTK_ENTRY (spin_button)), text) != 0)
    gtk_entry_set_text (GTK_ENTRY (spin_button), text);
  return TRUE;
}

static void
tb_time_spin_class_init (TbTimeSpinClass *klass)
{
  GtkSpinButtonClass *spin_button_class = GTK_SPIN_BUTTON_CLASS (klass);

  spin_button_class->input = tb_time_spin_input;
  spin_button_class->output = tb_time_spin_output;
}

static void
tb_time_spin_init (TbTimeSpin *self)
{
  GtkSpinButton *spin_button = GTK_SPIN_BUTTON (self);

  gtk_spin_button_set_range (spin_button, 0, TB_TIME_SPIN_DAY - 1);
  gtk_spin_button_set_increments (spin_button, STEP, PAGE);
  gtk_spin_button_set_wrap (spin_button, TRUE);
  gtk_entry_set_width_chars (GTK_ENTRY (self), 5);
  gtk_entry_set_max_length (GTK_ENTRY (self), 5);
}

/**
 * tb_time_spin_parse:
 * @text: what somebody typed
 * @minutes: (out): minutes after midnight
 *
 * Reads "18:30", "1830", "18.30" or "18" as a time of the day.
 *
 * Returns: %FALSE if no clock shows it
 */
gboolean
tb_time_spin_parse (const char *text, guint *minutes)
{
  guint digits[4] = { 0 };
  guint n_digits = 0;
  guint n_hour_digits = 0;
  gboolean separated = FALSE;
  guint hour;
  guint minute;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p) && n_digits < G_N_ELEMENTS (digits))
        digits[n_digits++] = (guint) g_ascii_digit_value (*p);
      else if ((*p == ':' || *p == '.') && !separated && n_digits > 0 && n_digits <= 2)
        {
          separated = TRUE;
          n_hour_digits = n_digits;
        }
      else if (*p != ' ')
        return FALSE;
    }
  if (n_digits == 0)
    return FALSE;

  if (!separated)
    n_hour_digits = n_digits <= 2 ? n_digits : n_digits - 2;
  hour = n_hour_digits == 1 ? digits[0] : digits[0] * 10 + digits[1];
  switch (n_digits - n_hour_digits)
    {
    case 0:
      minute = 0;
      break;
    case 2:
      minute = digits[n_hour_digits] * 10 + digits[n_hour_digits + 1];
      break;
    default:
      return FALSE;
    }
  if (hour > 23 || minute > 59)
    return FALSE;

  *minutes = hour * 60 + minute;
  return TRUE;
}
