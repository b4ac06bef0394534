/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/scanner.h"

/* ISO 3779: 17 signs. */
#define VIN_LENGTH 17

/* The slowest scanners send a sign each 50 ms; nobody types so without a stop. */
#define LONGEST_GAP_MS 300

struct _AxleScanner
{
  GObject  parent_instance;
  GString *seen;
  guint32  last_ms;
};

enum
{
  SCANNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AxleScanner, axle_scanner, G_TYPE_OBJECT)

static void
axle_scanner_finalize (GObject *object)
{
  g_string_free (AXLE_SCANNER (object)->seen, TRUE);
  G_OBJECT_CLASS (axle_scanner_parent_class)->finalize (object);
}

static void
axle_scanner_class_init (AxleScannerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_scanner_finalize;
  signals[SCANNED] = g_signal_new ("scanned", AXLE_TYPE_SCANNER, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
axle_scanner_init (AxleScanner *self)
{
  self->seen = g_string_new (NULL);
}

AxleScanner *
axle_scanner_new (void)
{
  return g_object_new (AXLE_TYPE_SCANNER, NULL);
}

static gboolean
is_being_typed_into (GtkWidget *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

static gboolean
key_pressed (GtkEventControllerKey *controller,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             gpointer               user_data)
{
  AxleScanner *self = user_data;
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (is_being_typed_into (window) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    {
      g_string_truncate (self->seen, 0);
      return GDK_EVENT_PROPAGATE;
    }
  return axle_scanner_key (self, keyval,
                           gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller)));
}

void
axle_scanner_attach (AxleScanner *self,
                     GtkWidget   *window)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed), self, 0);
  gtk_widget_add_controller (window, controller);
}

static gboolean
take_vin (AxleScanner *self)
{
  g_autofree char *vin = NULL;
  gboolean complete = self->seen->len == VIN_LENGTH;

  if (complete)
    {
      vin = g_ascii_strup (self->seen->str, -1);
      g_string_truncate (self->seen, 0);
      g_signal_emit (self, signals[SCANNED], 0, vin);
    }
  g_string_truncate (self->seen, 0);
  return complete;
}

gboolean
axle_scanner_key (AxleScanner *self,
                  guint        keyval,
                  guint32      time_ms)
{
  gunichar sign = gdk_keyval_to_unicode (keyval);

  if (self->seen->len > 0 && time_ms - self->last_ms > LONGEST_GAP_MS)
    g_string_truncate (self->seen, 0);
  self->last_ms = time_ms;

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return take_vin (self);
  if (sign == 0)
    return FALSE; /* Shift goes down before a capital */
  if (sign < 128 && g_ascii_isalnum (sign) && self->seen->len < VIN_LENGTH)
    g_string_append_c (self->seen, sign);
  else
    g_string_truncate (self->seen, 0);
  return FALSE;
}
