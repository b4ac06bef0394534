/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/appointments.h"
#include "app/inbox.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/holiday.h"
#include "core/party/customer.h"
#include "sync/dealership.h"
#include "ui/calendar/link-dialog.h"
#include "ui/calendar/request-tray.h"
#include "ui/customers/customer-page.h"
#include "ui/inbox/conflict-card.h"
#include "ui/inbox/inbox-view.h"
#include "ui/shell/picture.h"
#include "ui/shell/preferences-dialog.h"
#include "ui/shell/sync-page.h"
#include "ui/workshop.h"

/* The window of one desk while another works, with the real server between them. */

static const char *program;

typedef struct
{
  TestApp        *app;
  AxleTestFolder *folder;
  Dealership     *dealership;
  Desk           *colleague;
} Store;

static Store store;

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
is_working (gpointer data)
{
  return axle_window_is_working (store.app->window);
}

static gboolean
has_people (gpointer data)
{
  g_autoptr (GPtrArray) staff = axle_workstation_list_staff (store.app->workstation);

  return staff->len > 0;
}

static void
enrol (void)
{
  g_autoptr (GAsyncResult) enrolled = NULL;
  g_autoptr (GAsyncResult) signed_in = NULL;
  g_autoptr (GError) error = NULL;

  axle_workstation_enrol_async (store.app->workstation, store.dealership->address, store.dealership->codes[1], "Window", NULL,
                                take_result, &enrolled);
  axle_test_wait_for (has_result, &enrolled);
  g_assert_true (axle_workstation_enrol_finish (store.app->workstation, enrolled, &error));
  g_assert_no_error (error);
  axle_test_wait_for (has_people, NULL);
  axle_workstation_sign_in_async (store.app->workstation, &store.dealership->staff, DEALERSHIP_PIN, NULL,
                                  take_result, &signed_in);
  axle_test_wait_for (has_result, &signed_in);
  g_assert_true (axle_workstation_sign_in_finish (store.app->workstation, signed_in, &error));
  g_assert_no_error (error);
  axle_window_update_page (store.app->window);
  axle_test_wait_for (is_working, NULL);
}

typedef struct
{
  AxleId      id;
  guint       field;
  const char *text;
} Known;

static gboolean
is_known (gpointer data)
{
  Known *known = data;
  g_autoptr (AxleRecord) record =
    axle_workstation_get_record (store.app->workstation, &axle_customer_entity, &known->id);

  return record != NULL && g_strcmp0 (axle_record_get_text (record, known->field), known->text) == 0;
}

static void
colleague_types (const AxleId *id,
                 guint         field,
                 const char   *text)
{
  g_autoptr (AxleRecord) before = axle_store_get (store.colleague->store, &axle_customer_entity, id, NULL);
  g_autoptr (AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, field, text);
  desk_save (store.colleague, before, after, &store.dealership->staff);
}

static GtkWidget *
find_titled (GtkWidget  *root,
             GType       type,
             const char *title)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, type, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkWidget  *root;
  GType       type;
  const char *title;
  GtkWidget  *found;
} Titled;

static gboolean
is_shown (gpointer data)
{
  Titled *titled = data;

  titled->found = find_titled (titled->root, titled->type, titled->title);
  return titled->found != NULL && gtk_widget_get_visible (titled->found);
}

static GtkWidget *
wait_for_row (GtkWidget  *root,
              GType       type,
              const char *title)
{
  Titled titled = { root, type, title, NULL };

  axle_test_wait_for (is_shown, &titled);
  return titled.found;
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What the colleague does comes through the server into the open form. */
static void
check_form (void)
{
  Known known = { desk_save_customer (store.colleague, store.dealership, "Wang Fang"), AXLE_CUSTOMER_NAME, "Wang Fang" };
  GtkWidget *page, *name, *city;
  AdwDialog *dialog;

  axle_test_wait_for (is_known, &known);
  axle_window_show_record (store.app->window, &axle_customer_entity, &known.id);
  page = test_app_find (GTK_WIDGET (store.app->window), AXLE_TYPE_CUSTOMER_PAGE);
  g_assert_true (gtk_widget_activate_action (page, "customer.edit", NULL));
  dialog = test_app_wait_for_dialog (store.app);
  name = wait_for_row (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "Name");
  city = wait_for_row (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "City");
  gtk_widget_grab_focus (city);
  gtk_editable_set_text (GTK_EDITABLE (city), "Shanghai");
  gtk_editable_set_position (GTK_EDITABLE (city), 4);

  colleague_types (&known.id, AXLE_CUSTOMER_NAME, "Wang Fangfang");
  known.text = "Wang Fangfang";
  axle_test_wait_for (is_known, &known);
  colleague_types (&known.id, AXLE_CUSTOMER_CITY, "Beijing");
  known = (Known) { known.id, AXLE_CUSTOMER_CITY, "Beijing" };
  axle_test_wait_for (is_known, &known);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "Wang Fangfang");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (city)), ==, "Shanghai");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (city)), ==, 4);
  g_assert_true (gtk_widget_has_css_class (city, "warning"));

  /* Who saw what theirs is and saves all the same is in no conflict. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL));
  known.text = "Shanghai";
  axle_test_wait_for (is_known, &known);
}

static gboolean
is_at_rest (gpointer data)
{
  return axle_workstation_get_sync_state (store.app->workstation) == AXLE_SYNC_ONLINE &&
         axle_workstation_get_waiting (store.app->workstation) == 0;
}

static void
check_sync_page (void)
{
  AdwDialog *dialog;
  GtkWidget *page;

  axle_test_wait_for (is_at_rest, NULL);
  g_assert_cmpuint (axle_workstation_get_attention (store.app->workstation), ==, 0);
  g_action_group_activate_action (G_ACTION_GROUP (store.app->application), "preferences", NULL);
  dialog = test_app_get_dialog (store.app);
  g_assert_true (AXLE_IS_PREFERENCES_DIALOG (dialog));
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "sync");
  page = test_app_find (GTK_WIDGET (dialog), AXLE_TYPE_SYNC_PAGE);

  wait_for_row (page, ADW_TYPE_ACTION_ROW, "Desk");
  wait_for_row (page, ADW_TYPE_ACTION_ROW, "Window");
  wait_for_row (page, ADW_TYPE_ACTION_ROW, "Records of East");
  g_assert_nonnull (find_button (page, "_Check"));
  g_signal_emit_by_name (find_button (page, "_Check"), "clicked");
  wait_for_row (page, ADW_TYPE_EXPANDER_ROW, "Desk and server have the same");
  g_assert_true (gtk_widget_get_sensitive (find_button (page, "_Check")));

  /* Who closes the dialog does not wait for what goes on in it. */
  g_signal_emit_by_name (find_button (page, "_Check"), "clicked");
  adw_dialog_force_close (dialog);
}

static gboolean
tells_of_no_address (gpointer data)
{
  GtkWidget *row = find_titled (data, ADW_TYPE_ACTION_ROW, "You have no address yet");

  return row != NULL && gtk_widget_get_mapped (row);
}

/* What the server knows of the address for a phone. */
static void
check_link_dialog (void)
{
  AdwDialog *dialog = axle_link_dialog_new (store.app->workstation);

  adw_dialog_present (dialog, GTK_WIDGET (store.app->window));
  axle_test_wait_for (tells_of_no_address, dialog);
  adw_dialog_force_close (dialog);
}

/* The last bay is booked by both at once: the server lets one in. */

typedef struct
{
  int         day;
  AxleRecord *mine;
  GtkWidget  *view;
} Booking;

static TestWorkshop shop;

static gboolean
colleague_rests (gpointer data)
{
  return desk_is_at_rest (store.colleague);
}

static gboolean
colleague_has (gpointer data)
{
  const AxleRecord *record = data;
  g_autoptr (AxleRecord) theirs = axle_store_get (store.colleague->store, record->entity, &record->id, NULL);

  return theirs != NULL && !theirs->deleted && theirs->revision > 0;
}

static AxleRecord *
new_booking (gint64 at)
{
  static const char * const services[] = { "oil", NULL };
  AxleRecord *appointment = axle_appointment_draft_new (store.app->workstation, at, 60);

  axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &shop.bays[0]);
  axle_record_set_members (appointment, AXLE_APPOINTMENT_SERVICES, services);
  return appointment;
}

static gboolean
is_refused (gpointer data)
{
  return axle_workstation_get_attention (store.app->workstation) == 1;
}

static gboolean
is_settled (gpointer data)
{
  return axle_workstation_get_attention (store.app->workstation) == 0 && is_at_rest (NULL);
}

static void
book_at_once (Booking *booking)
{
  gint64 at = test_workshop_time (store.app, booking->day, 10 * 60);
  g_autoptr (AxleRecord) theirs = new_booking (at);

  axle_workstation_stop_sync (store.app->workstation);
  booking->mine = new_booking (at + 30 * G_TIME_SPAN_MINUTE);
  test_workshop_save (store.app, booking->mine);
  desk_save (store.colleague, NULL, theirs, &store.dealership->staff);
  axle_test_wait_for (colleague_rests, NULL);
  axle_workstation_start_sync (store.app->workstation);
  axle_test_wait_for (is_refused, NULL);
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (store.app->window))) <= 420;
}

static gboolean
offers_times (gpointer data)
{
  Booking *booking = data;
  GtkWidget *card = test_app_find (booking->view, AXLE_TYPE_CONFLICT_CARD);

  return axle_conflict_card_get_time (AXLE_CONFLICT_CARD (card), AXLE_INBOX_N_TIMES - 1) != NULL;
}

static AxleConflictCard *
wait_for_times (Booking *booking)
{
  gtk_widget_activate_action (GTK_WIDGET (store.app->window), "win.view", "s", "inbox");
  booking->view = test_app_find (GTK_WIDGET (store.app->window), AXLE_TYPE_INBOX_VIEW);
  axle_test_wait_for (offers_times, booking);
  return AXLE_CONFLICT_CARD (test_app_find (booking->view, AXLE_TYPE_CONFLICT_CARD));
}

static AxleRecord *
load_mine (Booking *booking)
{
  return axle_workstation_get_record (store.app->workstation, &axle_appointment_entity, &booking->mine->id);
}

/* One press books it elsewhere, and one undo takes that back. */
static void
take_first (Booking          *booking,
            AxleConflictCard *card)
{
  const char *name = axle_inbox_item_get_name (axle_conflict_card_get_item (card));
  gint64 at = axle_conflict_card_get_time (card, 0)->at;
  g_autoptr (AxleRecord) booked = NULL;

  g_assert_cmpuint (axle_conflict_card_get_time (card, 0)->reasons->len, >, 0);
  g_assert_true (gtk_widget_activate_action (booking->view, "inbox.book", "(su)", name, 0));
  axle_test_wait_for (is_settled, NULL);
  axle_test_wait_for (colleague_has, booking->mine);
  booked = load_mine (booking);
  g_assert_cmpint (axle_record_get_integer (booked, AXLE_APPOINTMENT_AT), ==, at);
}

static void
check_refused (void)
{
  Booking booking = { .day = 2 };
  AxleConflictCard *card;

  axle_picture_pin ();
  test_workshop_make (store.app, &shop);
  axle_test_wait_for (is_at_rest, NULL);
  gtk_window_set_default_size (GTK_WINDOW (store.app->window), 1100, 860);
  book_at_once (&booking);
  card = wait_for_times (&booking);
  test_app_look (store.app, "refused-booking");
  gtk_window_set_default_size (GTK_WINDOW (store.app->window), 400, 860);
  axle_test_wait_for (is_narrow, NULL);
  test_app_look (store.app, "refused-booking-narrow");
  take_first (&booking, card);
  g_clear_pointer (&booking.mine, axle_record_unref);
}

static gboolean
is_alert (gpointer data)
{
  return ADW_IS_ALERT_DIALOG (test_app_get_dialog (store.app));
}

/* Whoever may, books it where it was, and says why. */
static void
check_overbooked (void)
{
  Booking booking = { .day = 5 };
  g_autoptr (AxleRecord) booked = NULL;
  AxleConflictCard *card;
  AdwDialog *alert;

  book_at_once (&booking);
  card = wait_for_times (&booking);
  gtk_widget_activate_action (booking.view, "inbox.overbook", "s",
                              axle_inbox_item_get_name (axle_conflict_card_get_item (card)));
  axle_test_wait_for (is_alert, NULL);
  alert = test_app_wait_for_dialog (store.app);
  gtk_editable_set_text (GTK_EDITABLE (test_app_find (GTK_WIDGET (alert), ADW_TYPE_ENTRY_ROW)), "Two jacks");
  g_signal_emit_by_name (alert, "response", "do");
  adw_dialog_force_close (alert);
  axle_test_wait_for (is_settled, NULL);
  axle_test_wait_for (colleague_has, booking.mine);
  booked = load_mine (&booking);
  g_assert_cmpint (axle_record_get_integer (booked, AXLE_APPOINTMENT_AT), ==,
                   axle_record_get_integer (booking.mine, AXLE_APPOINTMENT_AT));
  g_assert_cmpstr (axle_record_get_text (booked, AXLE_APPOINTMENT_OVERRIDE), ==, "Two jacks");
  g_clear_pointer (&booking.mine, axle_record_unref);
}

/* Somebody waits for an earlier time, and a colleague calls off who is there. */

typedef struct
{
  GtkWidget  *tray;
  AxleRecord *waiting;
  gint64      at;       /* when they are to come */
} Waiting;

static AxleRecord *
fill_bay (guint  bay,
          gint64 at)
{
  AxleRecord *appointment = new_booking (at);

  axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES, 4 * 60);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &shop.bays[bay]);
  desk_save (store.colleague, NULL, appointment, &store.dealership->staff);
  return appointment;
}

static void
close_today (void)
{
  g_autoptr (AxleRecord) holiday = test_workshop_draft (store.app, &axle_holiday_entity);
  AxleDate today = axle_date_from_time (test_workshop_time (store.app, 0, 0), axle_workstation_get_zone (store.app->workstation));
  g_autofree char *date = axle_date_format_iso (&today);

  holiday->id = axle_holiday_id (&holiday->scope, date);
  axle_record_set_text (holiday, AXLE_HOLIDAY_DATE, date);
  axle_record_set_text (holiday, AXLE_HOLIDAY_NAME, "Stocktaking");
  axle_record_set_boolean (holiday, AXLE_HOLIDAY_WORKING, FALSE);
  test_workshop_save (store.app, holiday);
}

static AxleTrayItem *
get_waiting (Waiting *waiting)
{
  AxleTray *tray = axle_request_tray_get_tray (AXLE_REQUEST_TRAY (waiting->tray));
  g_autoptr (AxleTrayItem) item = g_list_model_get_item (axle_tray_get_items (tray), 0);

  return axle_tray_is_ready (tray) ? item : NULL;
}

static gboolean
is_offered (gpointer data)
{
  AxleTrayItem *item = get_waiting (data);
  GtkWidget *pill = test_app_find_css (((Waiting *) data)->tray, "done");

  return item != NULL && axle_tray_item_get_offer (item) != NULL && pill != NULL && gtk_widget_get_mapped (pill);
}

static gboolean
waits_in_vain (gpointer data)
{
  AxleTrayItem *item = get_waiting (data);

  return item != NULL && axle_tray_item_get_offer (item) == NULL;
}

static gboolean
has_come (gpointer data)
{
  const AxleRecord *record = data;
  g_autoptr (AxleRecord) here = axle_workstation_get_record (store.app->workstation, record->entity, &record->id);

  return here != NULL;
}

static gboolean
colleague_has_time (gpointer data)
{
  Waiting *waiting = data;
  g_autoptr (AxleRecord) theirs = axle_store_get (store.colleague->store, &axle_appointment_entity, &waiting->waiting->id, NULL);

  return theirs != NULL && axle_record_get_integer (theirs, AXLE_APPOINTMENT_AT) == waiting->at;
}

static void
colleague_calls_off (const AxleRecord *appointment)
{
  g_autoptr (AxleRecord) before = axle_store_get (store.colleague->store, &axle_appointment_entity, &appointment->id, NULL);
  g_autoptr (AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, AXLE_APPOINTMENT_STATE, "cancelled");
  desk_save (store.colleague, before, after, &store.dealership->staff);
}

static void
open_tray (Waiting *waiting)
{
  gtk_window_set_default_size (GTK_WINDOW (store.app->window), 1280, 860);
  gtk_widget_activate_action (GTK_WIDGET (store.app->window), "win.view", "s", "calendar");
  g_object_set (axle_window_get_view (store.app->window), "tray", TRUE, NULL);
  waiting->tray = test_app_find (GTK_WIDGET (store.app->window), AXLE_TYPE_REQUEST_TRAY);
}

/* What became free elsewhere is offered in the tray that is open; it is taken and given back
 * in one step each, and the colleague sees both. */
static void
check_waiting (void)
{
  gint64 morning = test_workshop_time (store.app, 1, 8 * 60), noon = morning + 4 * G_TIME_SPAN_HOUR;
  g_autoptr (AxleRecord) one = fill_bay (0, morning), other = fill_bay (1, morning), mine = new_booking (noon);
  Waiting waiting = { .waiting = mine };

  close_today ();
  axle_record_set_boolean (mine, AXLE_APPOINTMENT_EARLIER, TRUE);
  test_workshop_save (store.app, mine);
  axle_test_wait_for (has_come, one);
  axle_test_wait_for (has_come, other);
  open_tray (&waiting);
  axle_test_wait_for (waits_in_vain, &waiting);
  colleague_calls_off (other);
  axle_test_wait_for (is_offered, &waiting);
  test_app_look (store.app, "waiting-offered");

  waiting.at = axle_tray_item_get_offer (get_waiting (&waiting))->at;
  g_assert_cmpint (waiting.at, >=, morning);
  g_assert_cmpint (waiting.at, <, noon);
  g_assert_true (gtk_widget_activate_action (waiting.tray, "tray.take", "s", AXLE_ID_TEXT (&mine->id)));
  axle_test_wait_for (colleague_has_time, &waiting);
  test_app_activate (store.app, "win.undo");
  waiting.at = noon;
  axle_test_wait_for (colleague_has_time, &waiting);
  axle_test_wait_for (is_offered, &waiting);
}

static void
run_body (TestApp *app)
{
  store.app = app;
  enrol ();
  check_form ();
  check_sync_page ();
  check_link_dialog ();
  check_refused ();
  check_overbooked ();
  check_waiting ();
}

static void
test_two_desks (void)
{
  g_autofree char *profile = NULL;

  if (!gtk_init_check ())
    {
      g_test_skip ("there is no display");
      return;
    }
  store.folder = axle_test_folder_new ();
  profile = axle_test_folder_build (store.folder, "profile");
  store.dealership = dealership_new (store.folder, program, NULL);
  store.colleague = desk_new (store.dealership, store.folder, 0);
  test_app_run_on (profile, run_body);
  desk_free (store.colleague);
  dealership_free (store.dealership);
  axle_test_folder_free (store.folder);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  if (argc < 2)
    g_error ("Say where axle-server is");
  program = argv[1];
  g_test_add_func ("/two-desks", test_two_desks);
  return g_test_run ();
}
