# A quién se le pide, y a quién no.

not-these-open = A quién no le pido
not-these-title = A quién no le pido
not-these-what = A quien pongas aquí no se le avisa cuando pides a alguien o que te cubran, en ningún momento. Nadie más ve esta lista, y para quien está en ella no cambia nada. No hace falta un motivo.
not-these-who = Personas
not-these-hint = Cualquier persona de este espacio de Slack. Si queda vacío, nadie.
not-these-asked-already = Vale desde ahora. Alguien a quien ya se le avisó todavía puede contestar. Puedes retirar tu pedido cuando quieras.
not-these-save = Guardar
not-these-kept = Guardado. Vale desde ahora. Lo encuentras en Inicio y donde pides a alguien.
not-these-many = Como máximo { $most } personas, por favor.

my-data-not-these = *A quién no le pides:* { $who }. Nadie más ve esto.
my-data-delete-not-these = Borrar a quién no le pido
my-data-delete-not-these-text = Entonces se les puede volver a avisar cuando pidas a alguien.
