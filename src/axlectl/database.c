/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "base/problem.h"
#include "store/key.h"
#include "store/store.h"

typedef struct
{
  AxleStoreOptions store;
  char            *path;
  GBytes          *key;
} Cache;

static void
cache_clear (Cache *self)
{
  g_free (self->path);
  g_clear_pointer (&self->key, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cache, cache_clear)

/* A check must not make a profile out of a mistyped folder. */
static gboolean
find_cache (Cache   *self,
            GError **error)
{
  g_autofree char *profile = axle_desk_dup_profile ();

  self->path = g_build_filename (profile, "cache.db", NULL);
  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND, _("There is no profile in “%s”."), profile);
      return FALSE;
    }
  self->key = axle_key_load (profile, FALSE, error);
  self->store = (AxleStoreOptions) { .path = self->path, .key = self->key };
  return self->key != NULL;
}

static const char *
code_of (const GError *error)
{
  if (g_error_matches (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_DAMAGED))
    return "db-damaged";
  if (g_error_matches (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_KEY))
    return "db-key";
  return "db-unreadable";
}

/* Returns FALSE when the cache is damaged or cannot be opened; @problems say why. */
static gboolean
check (const Cache *cache,
       GPtrArray   *problems)
{
  AxleStoreOptions options = cache->store;
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleStore) store = NULL;

  options.read_only = TRUE;
  store = axle_store_open (&options, &error);
  if (store == NULL || !axle_store_check (store, sentences, &error))
    axle_problems_add (problems, code_of (error), NULL, TRUE, "%s", error->message);
  for (guint i = 0; i < sentences->len; i++)
    axle_problems_add (problems, "db-unsound", NULL, TRUE, "%s", (const char *) sentences->pdata[i]);
  return problems->len == 0;
}

static void
print_health (gboolean   ok,
              GPtrArray *problems,
              int        n_kept,
              gboolean   json)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  if (json)
    {
      axle_json_line_add_boolean (line, "ok", ok);
      axle_command_add_problems (line, problems);
      if (n_kept >= 0)
        axle_json_line_add_integer (line, "kept", n_kept);
      axle_command_print_json (line);
      return;
    }
  for (guint i = 0; i < problems->len; i++)
    axle_command_print ("%s\n", ((AxleProblem *) problems->pdata[i])->message);
  if (n_kept >= 0)
    axle_command_print (g_dngettext (GETTEXT_PACKAGE, "Repaired; %d change that waits for the server was kept.\n",
                                     "Repaired; %d changes that wait for the server were kept.\n", (gulong) n_kept), n_kept);
  if (ok)
    axle_command_print ("%s\n", _("The database is in order."));
}

static int
run_check (const AxleCommand *self,
           GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (Cache) cache = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = axle_problems_new ();
  gboolean json = FALSE, repair = FALSE, ok;
  guint n_kept = 0;
  const GOptionEntry options[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    { "repair", 0, 0, G_OPTION_ARG_NONE, &repair,
      N_("Where it is damaged, keep what waits for the server and fetch the rest again"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (!find_cache (&cache, &error))
    return axle_command_failed (error);
  ok = check (&cache, problems);
  if (ok || !repair)
    {
      print_health (ok, problems, -1, json);
      return ok ? AXLE_EXIT_DONE : AXLE_EXIT_REFUSED;
    }
  if (!axle_store_repair (&cache.store, &n_kept, &error))
    return axle_command_failed (error);
  g_ptr_array_set_size (problems, 0);
  ok = check (&cache, problems);
  print_health (ok, problems, (int) n_kept, json);
  return ok ? AXLE_EXIT_DONE : AXLE_EXIT_REFUSED;
}

const AxleCommand axle_database_commands[] = {
  { "db check", NULL, N_("Verify this desk’s database, and repair it"), run_check },
  { NULL }
};
