/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was said to be saved is there, whenever the program was killed: this program
 * runs itself with a profile's folder, to save customers until it is killed. */
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>

#include "core/party/customer.h"
#include "desk.h"

#define N_ROUNDS 20
#define LINES_LIMIT 6

/* Somewhere into the saves after the last that was waited for. */
#define MICROSECONDS_LIMIT 8000

static const char *program;

static void
save_for_ever (const char *profile)
{
  TestDesk *desk = test_desk_open (profile);

  for (;;)
    {
      AxleId id = test_add_customer (desk, "王芳", "13800138000");

      printf ("%s\n", AXLE_ID_TEXT (&id));
      fflush (stdout);
    }
}

static void
die_with_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocess *
start (const char *profile)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  process = g_subprocess_launcher_spawn (launcher, &error, program, "--save", profile, NULL);
  g_assert_no_error (error);
  return process;
}

/* A line that was cut was not said. */
static gboolean
take_line (GDataInputStream *lines,
           GArray           *saved)
{
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  AxleId id;

  if (line != NULL && axle_id_parse (line, &id))
    g_array_append_val (saved, id);
  return line != NULL;
}

static void
run_and_kill (const char *profile,
              GArray     *saved)
{
  g_autoptr(GSubprocess) process = start (profile);
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  int n_lines = g_test_rand_int_range (1, LINES_LIMIT);

  for (int i = 0; i < n_lines; i++)
    g_assert_true (take_line (lines, saved));
  g_usleep ((gulong) g_test_rand_int_range (0, MICROSECONDS_LIMIT));
  g_subprocess_force_exit (process);
  while (take_line (lines, saved))
    ;
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));
}

static void
test_kill (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *profile = axle_test_folder_build (folder, "profile");
  g_autoptr(GArray) saved = g_array_new (FALSE, FALSE, sizeof (AxleId));

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr(TestDesk) desk = NULL;
      guint known = saved->len;

      run_and_kill (profile, saved);
      g_assert_cmpuint (saved->len, >, known);
      desk = test_desk_open (profile);
      for (guint i = 0; i < saved->len; i++)
        {
          g_autoptr(AxleRecord) record =
            axle_workstation_get_record (desk->workstation, &axle_customer_entity, &g_array_index (saved, AxleId, i));

          g_assert_nonnull (record);
          g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_NAME), ==, "王芳");
        }
      g_assert_false (axle_workstation_is_read_only (desk->workstation));
    }
  g_test_message ("%u customers saved", saved->len);
}

int
main (int   argc,
      char *argv[])
{
  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--save"))
    save_for_ever (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill/saved", test_kill);
  return g_test_run ();
}
