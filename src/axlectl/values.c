/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "axlectl/command.h"
#include "axlectl/groups.h"
#include "axlectl/value-source.h"
#include "base/host.h"
#include "base/pinyin.h"
#include "base/problem.h"
#include "core/party/phone.h"
#include "core/party/uscc.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vin.h"

/* A judge of one kind of value: what it prints, and whether the value is good. */
typedef gboolean (*Judge) (const char *text,
                           gboolean    json);

typedef struct
{
  Judge    judge;
  gboolean json;
  guint    n_refused;
} Run;

static void
print_problems (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      axle_command_print ("    %s\n", problem->message);
    }
}

static const char *
word_for (gboolean ok)
{
  return ok ? _("good") : _("wrong");
}

static const char *
or_dash (const char *text)
{
  return text == NULL || *text == '\0' ? "–" : text;
}

static int
this_year (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (axle_host_now (axle_host_get_default ()) / G_USEC_PER_SEC);

  return g_date_time_get_year (now);
}

/* The registered name, and beside it the brands it does not speak of. */
static char *
name_maker (const AxleVin *vin)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_auto (GStrv) makes = g_strsplit (vin->makes != NULL ? vin->makes : "", ",", 0);
  g_autofree char *registered = g_utf8_casefold (vin->maker != NULL ? vin->maker : "", -1);
  guint n = 0;

  if (vin->maker == NULL)
    return g_strdup (vin->makes);
  for (guint i = 0; makes[i] != NULL; i++)
    {
      g_autofree char *make = g_utf8_casefold (makes[i], -1);

      if (strstr (registered, make) == NULL)
        g_string_append_printf (name, "%s%s", n++ > 0 ? ", " : "", makes[i]);
    }
  return n == 0 ? g_strdup (vin->maker) : g_strdup_printf ("%s (%s)", vin->maker, name->str);
}

static void
print_vin_json (const char    *text,
                const AxleVin *vin,
                const char    *maker)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_auto (GStrv) makes = g_strsplit (vin->makes != NULL ? vin->makes : "", ",", 0);

  axle_json_line_add_text (line, "vin", vin->vin);
  axle_json_line_add_boolean (line, "ok", vin->ok);
  axle_json_line_add_text (line, "check_digit", axle_vin_check_name (vin->check_digit));
  axle_json_line_add_text (line, "maker", maker);
  axle_json_line_add_text (line, "country", vin->country);
  if (vin->year != 0)
    axle_json_line_add_integer (line, "year", vin->year);
  else
    axle_json_line_add_null (line, "year");
  axle_command_add_problems (line, vin->problems);
  axle_json_line_add_text (line, "maker_zh", vin->maker_zh);
  axle_json_line_add_texts (line, "makes", (const char * const *) makes);
  axle_json_line_add_text (line, "country_code", vin->country_code);
  axle_json_line_add_text (line, "input", text);
  axle_command_print_json (line);
}

static gboolean
judge_vin (const char *text,
           gboolean    json)
{
  g_autoptr (AxleVin) vin = axle_vin_judge (text, this_year ());
  g_autofree char *maker = name_maker (vin);
  g_autofree char *year = vin->year != 0 ? g_strdup_printf ("%d", vin->year) : NULL;

  if (json)
    print_vin_json (text, vin, maker);
  else
    {
      axle_command_print ("%s  %s  %s  %s  %s\n", vin->vin, word_for (vin->ok), or_dash (maker),
                          or_dash (vin->country != NULL ? _(vin->country) : NULL), or_dash (year));
      print_problems (vin->problems);
    }
  return vin->ok;
}

static gboolean
judge_plate (const char *text,
             gboolean    json)
{
  g_autoptr (AxlePlate) plate = axle_plate_judge (text);
  g_autofree char *shown = axle_plate_format (plate->plate);

  if (json)
    {
      g_autoptr (AxleJsonLine) line = axle_json_line_new ();

      axle_json_line_add_text (line, "plate", plate->plate);
      axle_json_line_add_boolean (line, "ok", plate->ok);
      axle_json_line_add_text (line, "kind", axle_plate_kind_name (plate->kind));
      axle_json_line_add_text (line, "energy", axle_plate_energy_name (plate->energy));
      axle_command_add_problems (line, plate->problems);
      axle_json_line_add_text (line, "input", text);
      axle_command_print_json (line);
    }
  else
    {
      axle_command_print ("%s  %s  %s  %s\n", shown, word_for (plate->ok), axle_plate_kind_name (plate->kind),
                          axle_plate_energy_name (plate->energy));
      print_problems (plate->problems);
    }
  return plate->ok;
}

static gboolean
judge_phone (const char *text,
             gboolean    json)
{
  g_autoptr (AxlePhone) phone = axle_phone_judge (text, NULL);

  if (json)
    {
      g_autoptr (AxleJsonLine) line = axle_json_line_new ();

      axle_json_line_add_text (line, "input", text);
      axle_json_line_add_boolean (line, "ok", phone->ok);
      axle_json_line_add_text (line, "e164", phone->ok ? phone->e164 : NULL);
      axle_json_line_add_text (line, "type", axle_phone_type_name (phone->type));
      axle_command_add_problems (line, phone->problems);
      axle_json_line_add_text (line, "number", phone->number);
      axle_json_line_add_text (line, "extension", phone->extension);
      axle_json_line_add_text (line, "country_code", phone->country);
      axle_json_line_add_text (line, "carrier", phone->carrier);
      axle_command_print_json (line);
    }
  else
    {
      g_autofree char *shown = phone->ok && phone->e164 != NULL ? axle_phone_format (phone->e164) : NULL;

      axle_command_print ("%s  %s  %s  %s\n", text, word_for (phone->ok), or_dash (shown),
                          axle_phone_type_name (phone->type));
      print_problems (phone->problems);
    }
  return phone->ok;
}

static gboolean
judge_credit_code (const char *text,
                   gboolean    json)
{
  g_autoptr (GPtrArray) problems = axle_problems_new ();
  g_autofree char *code = NULL;
  gboolean ok = axle_uscc_judge (text, &code, problems);

  if (json)
    {
      g_autoptr (AxleJsonLine) line = axle_json_line_new ();

      axle_json_line_add_text (line, "credit_code", code);
      axle_json_line_add_boolean (line, "ok", ok);
      axle_command_add_problems (line, problems);
      axle_json_line_add_text (line, "input", text);
      axle_command_print_json (line);
    }
  else
    {
      axle_command_print ("%s  %s\n", or_dash (code), word_for (ok));
      print_problems (problems);
    }
  return ok;
}

static void
judge_cb (const char *text,
          gpointer    user_data)
{
  Run *run = user_data;

  if (!run->judge (text, run->json))
    run->n_refused++;
}

static int
run_judge (const AxleCommand *self,
           GStrv              arguments,
           AxleColumnRole     role,
           Judge              judge)
{
  Run run = { .judge = judge };
  g_autofree char *column = NULL;
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &run.json, N_("Print one JSON object a line"), NULL },
    { "column", 'c', 0, G_OPTION_ARG_STRING, &column, N_("The column of a table, by its header or number"), N_("COLUMN") },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, -1))
    return AXLE_EXIT_USAGE;
  if (!axle_value_source_each (left, role, column, judge_cb, &run, &error))
    return axle_command_failed (error);
  return run.n_refused > 0 ? AXLE_EXIT_PARTLY : AXLE_EXIT_DONE;
}

static int
run_vin (const AxleCommand *self,
         GStrv              arguments)
{
  return run_judge (self, arguments, AXLE_COLUMN_VIN, judge_vin);
}

static int
run_plate (const AxleCommand *self,
           GStrv              arguments)
{
  return run_judge (self, arguments, AXLE_COLUMN_PLATE, judge_plate);
}

static int
run_phone (const AxleCommand *self,
           GStrv              arguments)
{
  return run_judge (self, arguments, AXLE_COLUMN_PHONE, judge_phone);
}

static int
run_credit_code (const AxleCommand *self,
                 GStrv              arguments)
{
  return run_judge (self, arguments, AXLE_COLUMN_IGNORE, judge_credit_code);
}

static void
print_pinyin (const char *text,
              gboolean    json)
{
  g_auto (GStrv) full = axle_pinyin_full (text);
  g_auto (GStrv) initials = axle_pinyin_initials (text);

  if (json)
    {
      g_autoptr (AxleJsonLine) line = axle_json_line_new ();

      axle_json_line_add_text (line, "text", text);
      axle_json_line_add_texts (line, "full", (const char * const *) full);
      axle_json_line_add_texts (line, "initials", (const char * const *) initials);
      axle_command_print_json (line);
      return;
    }
  axle_command_print ("%s\n", text);
  for (guint i = 0; full[i] != NULL; i++)
    axle_command_print ("    %s\n", full[i]);
  for (guint i = 0; initials[i] != NULL; i++)
    axle_command_print ("    %s\n", initials[i]);
}

static int
run_pinyin (const AxleCommand *self,
            GStrv              arguments)
{
  gboolean json = FALSE;
  g_auto (GStrv) left = arguments;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 1, -1))
    return AXLE_EXIT_USAGE;
  for (guint i = 0; left[i] != NULL; i++)
    {
      g_autofree char *text = g_utf8_make_valid (left[i], -1);

      print_pinyin (text, json);
    }
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_value_commands[] = {
  { "vin", "FILE|VIN…", N_("Decode VINs: check digit, maker, country, model year"), run_vin },
  { "plate", "FILE|PLATE…", N_("Judge number plates: kind and what drives the car"), run_plate },
  { "phone", "FILE|NUMBER…", N_("Judge phone numbers and give them in E.164"), run_phone },
  { "credit-code", "FILE|CODE…", N_("Judge companies’ unified social credit codes"), run_credit_code },
  { "pinyin", "TEXT…", N_("Every plausible reading of a name, the likeliest first"), run_pinyin },
  { NULL }
};
