# Pedir a una persona: el aviso, la tarjeta de quien pide.

push-alert = Alguien de tu equipo pide compañía.
push-other = Aquí hay un mensaje para ti.
push-test = Este es un mensaje de prueba.

alert-company = *{ $who } pide compañía.*
alert-cover = *{ $who } pide que le cubran.*
alert-cover-hours = *{ $who } pide que le cubran: { $hours }*
alert-when-now = Cuándo: ahora, si puedes.
alert-when-today = Cuándo: en algún momento de hoy.
alert-when-this_week = Cuándo: esta semana.
alert-how-message = Cómo: por mensaje.
alert-how-call = Cómo: una llamada.
alert-how-in_person = Cómo: en persona.
alert-how-text_first = Cómo: primero un mensaje de texto.
alert-how-cannot_speak = Cómo: solo por escrito. Hay gente cerca y no puede hablar.
alert-heads-up-a_loss = Para que lo sepas: se trata de una pérdida.
alert-heads-up-about_me = Para que lo sepas: se trata de cómo está esa persona.
alert-heads-up-just_company = Para que lo sepas: solo compañía. No hace falta hablar de nada en particular.
alert-accept = Puedo estar ahí
alert-pass = Esta vez no puedo
alert-pass-is-fine = Está bien decir que no. Nadie lleva la cuenta y ningún líder lo ve.
alert-passed = Esta vez no pudiste. Está bien. Gracias por leerlo.
alert-someone-came = Ya hay alguien ahí. No tienes que hacer nada. Gracias.
alert-withdrawn = Se retiró el pedido. No tienes que hacer nada.
alert-over = Este pedido ya terminó. No tienes que hacer nada.

asker-company = Pediste compañía.
asker-cover = Pediste que te cubran.
asker-person = Pediste a alguien.
asker-sent = Se envió: { $at }
asker-one-sending = { $who }: va en camino
asker-one-told = { $who }: recibió el aviso ({ $at })
asker-one-told-quiet = { $who }: recibió el aviso ({ $at }), su teléfono está en silencio
asker-one-unreached = { $who }: no le llegó
asker-one-passed = { $who }: esta vez no puede
asker-waiting = Todavía no hay respuesta. No tienes que esperar a solas: abajo están las líneas de ayuda.
asker-silent = Sigue sin haber respuesta. Eso no dice nada de ti. Hay teléfonos en silencio y gente que duerme o maneja.
asker-nobody = *En este momento nadie puede.* Eso no dice nada de ti, y qué bueno que lo pediste.
asker-accepted = *{ $who } puede estar ahí.*
asker-cancelled = Retiraste el pedido. Quienes recibieron el aviso ven que ya no hace falta nada.
asker-expired = Este pedido terminó sin respuesta. Eso no dice nada de ti. Puedes volver a pedir cuando quieras.
asker-done = Este pedido ya terminó. Puedes volver a pedir cuando quieras.
asker-again = Pedir otra vez o a otra persona
asker-cancel = Retirar el pedido
asker-cancel-label = Retirar el pedido de compañía

else-title = *Qué más hay*
else-number = En el número de tu equipo contesta una persona: { $number }
else-lines = Las líneas de ayuda de abajo. En algunas contesta gente que no te conoce.
else-own-people = Tu propia gente: una amistad, alguien de confianza, quien ya te ha acompañado antes.
