/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/keys.h"

#include <gmodule.h>

#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>

/* XTEST has no headers here: what is called of it, and of Xlib with it. */
typedef struct
{
  Display *(*open_display)    (const char *name);
  int      (*close_display)   (Display *display);
  KeyCode  (*to_keycode)      (Display *display, KeySym keysym);
  int      (*set_input_focus) (Display *display, Window window, int revert_to, Time time);
  int      (*sync)            (Display *display, Bool discard);
  int      (*fake_key)        (Display *display, unsigned int keycode, Bool press, unsigned long delay);
} Library;

struct _TestKeys
{
  TestApp *app;
  GModule *xlib;
  GModule *xtest;
  Library  call;
  Display *display;
  guint    n_pressed;
};

static gboolean
load (TestKeys *self)
{
  const struct { GModule *from; const char *name; gpointer *symbol; } symbols[] = {
    { self->xlib, "XOpenDisplay", (gpointer *) &self->call.open_display },
    { self->xlib, "XCloseDisplay", (gpointer *) &self->call.close_display },
    { self->xlib, "XKeysymToKeycode", (gpointer *) &self->call.to_keycode },
    { self->xlib, "XSetInputFocus", (gpointer *) &self->call.set_input_focus },
    { self->xlib, "XSync", (gpointer *) &self->call.sync },
    { self->xtest, "XTestFakeKeyEvent", (gpointer *) &self->call.fake_key },
  };

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (symbols[i].from == NULL || !g_module_symbol (symbols[i].from, symbols[i].name, symbols[i].symbol))
      return FALSE;
  return TRUE;
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

/* Nobody manages windows on a display of tests, nor gives them the keys. */
static void
take_keys (TestKeys *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->app->window));

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  self->call.set_input_focus (self->display, gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  G_GNUC_END_IGNORE_DEPRECATIONS
  self->call.sync (self->display, False);
  axle_test_wait_for (is_active, self->app->window);
}

TestKeys *
test_keys_open (TestApp *app)
{
  g_autoptr(TestKeys) self = g_new0 (TestKeys, 1);

  self->app = app;
  self->xlib = g_module_open ("libX11.so.6", G_MODULE_BIND_LAZY);
  self->xtest = g_module_open ("libXtst.so.6", G_MODULE_BIND_LAZY);
  if (!GDK_IS_X11_DISPLAY (gdk_display_get_default ()) || !load (self))
    return NULL;
  self->display = self->call.open_display (NULL);
  if (self->display == NULL)
    return NULL;
  take_keys (self);
  return g_steal_pointer (&self);
}

void
test_keys_close (TestKeys *self)
{
  if (self->display != NULL)
    self->call.close_display (self->display);
  g_clear_pointer (&self->xtest, g_module_close);
  g_clear_pointer (&self->xlib, g_module_close);
  g_free (self);
}

static void
move_key (TestKeys *self,
          guint     keyval,
          gboolean  down)
{
  KeyCode code = self->call.to_keycode (self->display, keyval);

  g_assert_cmpuint (code, !=, 0);
  self->call.fake_key (self->display, code, down, CurrentTime);
}

/* What was pressed has come through, and what it did is done, but for what is looked up aside. */
void
test_keys_press (TestKeys   *self,
                 const char *accelerator)
{
  static const struct { GdkModifierType mask; guint keyval; } held[] = {
    { GDK_CONTROL_MASK, GDK_KEY_Control_L }, { GDK_SHIFT_MASK, GDK_KEY_Shift_L }, { GDK_ALT_MASK, GDK_KEY_Alt_L },
  };
  GdkModifierType mask;
  guint keyval;

  g_assert_true (gtk_accelerator_parse (accelerator, &keyval, &mask));
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if ((mask & held[i].mask) != 0)
      move_key (self, held[i].keyval, TRUE);
  move_key (self, keyval, TRUE);
  move_key (self, keyval, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if ((mask & held[i].mask) != 0)
      move_key (self, held[i].keyval, FALSE);
  self->call.sync (self->display, False);
  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  self->n_pressed++;
}

guint
test_keys_count (TestKeys *self)
{
  return self->n_pressed;
}

#else

TestKeys *
test_keys_open (TestApp *app)
{
  return NULL;
}

void
test_keys_close (TestKeys *self)
{
}

void
test_keys_press (TestKeys   *self,
                 const char *accelerator)
{
  g_assert_not_reached ();
}

guint
test_keys_count (TestKeys *self)
{
  return 0;
}

#endif

void
test_keys_type (TestKeys   *self,
                const char *text)
{
  for (const char *sign = text; *sign != '\0'; sign++)
    {
      const char accelerator[] = { *sign, '\0' };

      test_keys_press (self, accelerator);
    }
}
