# Las horas propias, el interruptor y la semana de un equipo.

hours-title = Mis horas
hours-mine = Mis horas
hours-none = Todavía nadie te va a pedir compañía: no has puesto horas.
hours-none-but-now = No has puesto horas, así que después de esa hora nadie te pide compañía.
hours-settings = Se elige una vez, se cambia cuando quieras:
hours-open-until = *Ahora mismo te pueden pedir compañía* (hasta: { $until }); después, solo en las horas que pongas.
hours-work = Horas de trabajo: lun a vie, 9 a 5
hours-now-for =
    { $count ->
        [one] Ahora mismo, por 1 hora
       *[other] Ahora mismo, por { $count } horas
    }
hours-change = Cambiar
hours-save = Guardar
hours-span = de { $starts } a { $ends }
hours-who-sees = Esto es solo para tus ojos, con dos excepciones: quien coordina ve las horas que planeas, y tu equipo ve tu línea.

hours-now = Me pueden pedir compañía ahora mismo:
hours-now-off = apagado. Encenderlo por
hours-now-on = encendido, hasta: { $until }
hours-now-count =
    { $count ->
        [one] 1 hora
       *[other] { $count } horas
    }
hours-now-stop = Ya no
hours-now-stop-label = Ya no: ahora no me pueden pedir compañía

hours-weekly = Cuándo me pueden pedir compañía
hours-minutes = *Lo que tomó:* tu propia cuenta del tiempo que diste, solo para tus ojos.
hours-own-zone = En tu propia zona horaria, como la tiene Slack. Una hora que pones es un ofrecimiento. Puedes decir que no cada vez.
hours-more =
    { $count ->
        [one] Hay una más que no se ve aquí. Está en «Quitar algunas».
       *[other] Hay { $count } más que no se ven aquí. Están en «Quitar algunas».
    }
hours-off = libre
hours-free = libre, { $span }
hours-coming = Mis horas de la semana que viene
hours-coming-what = Otra persona puede tomarlas, sin motivo. Tú eliges a quién pedirle, y antes ves las palabras.
hours-hand-on = Que las tome otra persona
hours-off-shift = fuera de turno
hours-off-shift-not-yet = fuera de turno; nadie te pregunta hasta que digas cómo cuenta ese tiempo
hours-leave = Fuera: { $first } a { $last }
hours-add = Poner horas semanales
hours-add-title = Horas semanales
hours-date = Poner un día
hours-date-title = Un día
hours-away = Poner días fuera
hours-away-title = Días fuera
hours-away-what = Vale para todos tus equipos. No se le avisa a nadie, y nadie te pregunta desde el primer día hasta el último.
hours-take-out = Quitar algunas
hours-take-out-title = Quitar algunas
hours-take-out-which = Qué se quita
hours-days = Estos días
hours-since = Desde
hours-until = Hasta
hours-past-midnight = Puede pasar de la medianoche: de 10:00 p. m. a 6:00 a. m. es una noche.
hours-mark = ¿Son horas de trabajo?
hours-at-work = En el trabajo, en un turno
hours-off-shift-what = Fuera de turno, en mi tiempo
hours-team = Qué equipo
hours-date-what = Qué cambia
hours-date-extra = Más horas
hours-date-off = Un día libre
hours-date-on = El día
hours-first-day = Primer día
hours-last-day = Último día
preset-work = Horas de trabajo
preset-evenings = Por la tarde y noche
preset-nights = De madrugada
preset-weekend = Fin de semana
preset-at_night = Duermo de noche
preset-after_nights = Duermo después del turno

hours-switch = Cómo estoy
hours-switch-title = Cómo estoy
switch-as_usual = Como siempre
switch-both_ways = Compañía en los dos sentidos
switch-not_now = Ahora no, llevo algo encima
switch-what = No hace falta un motivo, y nadie ve esto. Con «compañía en los dos sentidos» te pueden pedir, y a ti también te vendría bien. Con «ahora no» nadie te pregunta. A los siete días se te pregunta cómo estás.
switch-asked = ¿Cómo estás ahora?
switch-nobody = Nadie ve lo que tocas aquí.
switch-answered = Gracias. Entonces, como siempre. «Necesito a alguien» también es para ti.

hours-sleep = Cuándo duermo
hours-sleep-title = Cuándo duermo
hours-sleep-none = sin poner
hours-sleep-what = En estas horas no te llega nada mío, salvo un pedido mientras hayas encendido el «ahora mismo». Deja las dos vacías si no quieres esto.

hours-counts = Cómo cuenta mi agencia este tiempo
hours-counts-title = Cómo cuenta
counts-what = Acompañar a alguien es trabajo, también en casa. Hasta que sepas cómo cuenta tu agencia ese tiempo, nadie te pregunta fuera de turno.
counts-ask = El tiempo fuera de turno
counts-paid = se paga
counts-time_back = se devuelve como tiempo libre
counts-own_choice = es decisión mía, sin paga
counts-not_known = todavía no lo sé
counts-none = sin decir todavía

hours-limit = Cuánto
hours-limit-title = Cuánto
limit-ask = Como máximo
limit-most =
    { $count ->
        [one] Un pedido a la vez.
       *[other] { $count } pedidos a la vez.
    }
limit-nobody = Nadie ve esto. Parece como si entonces no tuvieras horas.
rest-ask = Después de decir que sí
rest-none = Sin descanso después de un pedido.
rest-four_hours = Cuatro horas de descanso después de un pedido.
rest-a_day = Un día de descanso después de un pedido.

hours-glad = De qué me gusta que me pidan hablar
hours-glad-title = Mi línea
hours-glad-none = nada todavía
glad-what = Nadie es solo quien ayuda. Una línea, si quieres, que tu equipo lee debajo de tu nombre.
glad-hint = «Turnos de noche, primeras pérdidas, una buena sopa». Sin nombres, por favor.

hours-check-in = Un saludo después de acompañar
hours-check-in-on = uno, un día o dos después, solo para tus ojos.
hours-check-in-off = ninguno.
hours-check-in-turn-on = Sí, escríbeme
hours-check-in-turn-off = Sin saludos

hours-wrong-time = Elige una hora, por favor.
hours-wrong-day = Elige un día desde hoy, dentro de un año, por favor.
hours-wrong-days = Elige un día o más, por favor.
hours-wrong-order = El último día está antes del primero. Cámbialos, por favor.
hours-wrong-sleep = A esas horas duermes. Cambia una cosa o la otra, por favor.
hours-wrong-hours = Tienes horas semanales en ese tiempo. Cambia una cosa o la otra, por favor.
hours-wrong-many = Es más de lo que cabe aquí. Quita algunas primero, por favor.
hours-wrong-handle = Solo letras, números y + ( ) . - @, por favor.
hours-wrong-limit = Elige una de estas, por favor.

tests = Si sonaría
tests-all = Tu teléfono sonó en una prueba en todo tipo de hora que planeaste.
tests-early = *Tu teléfono sonó una vez en una prueba.* No se guardó a qué hora, y los teléfonos se callan según el reloj: con No molestar, y fuera del horario de Slack.
tests-not = Sin probar todavía: { $kinds }.
tests-not-now = En esas horas nadie te pide para «ahora», solo para más tarde.
tests-until = Una prueba anterior vale para ellas hasta el { $on }. Después, en esas horas nadie te pide para «ahora», solo para más tarde.
tests-arrange = Probar también estas horas
tests-how = Una prueba es un mensaje en tus propias horas planeadas, nunca mientras duermes. Toca «Sí lo oí» antes de diez minutos.
tests-coming = Viene una prueba: { $kind }, desde el { $on }.
kind-workday_day = entre semana, de día
kind-workday_evening = entre semana, por la tarde y noche
kind-workday_night = entre semana, de madrugada
kind-weekend_day = fin de semana, de día
kind-weekend_evening = fin de semana, por la tarde y noche
kind-weekend_night = fin de semana, de madrugada

elsewhere = Un aviso fuera de Slack
elsewhere-title = Un aviso fuera de Slack
elsewhere-what = Tu equipo tiene un servicio que llama o manda un mensaje a un teléfono. Si quieres, también te avisa ahí cuando alguien te pide para «ahora». Solo se entera de esta línea y de una hora: nunca de quién pide, ni por qué.
elsewhere-handle = Con qué te conoce ese servicio
elsewhere-hint = Un número, o un nombre acordado. Déjalo vacío si no quieres esto. Se prueba en cuanto guardas.
elsewhere-none = apagado.
elsewhere-on_its_way = { $handle }. Va en camino una prueba. ¿Sonó?
elsewhere-rang = { $handle }. El servicio recibió la prueba. ¿Sonó?
elsewhere-not_heard = { $handle }. Todavía no cuenta: no se oyó ninguna prueba. Puede que el servicio no conozca esta línea.
elsewhere-counts = { $handle }. Sonó en una prueba, así que todas tus horas cuentan para «ahora».
elsewhere-heard = Sonó
elsewhere-again = Avísame para una prueba
night-slack-alone = De noche, Slack solo puede quedarse en silencio: mientras tu teléfono duerme o está en No molestar, nada suena. Una hora cuenta para «ahora» solo donde tu teléfono sonó en una prueba.

week-open = La semana del equipo
week-title = La semana del equipo
week-what = *{ $team }:* horas planeadas de siete días, en tu propia zona horaria.
week-nobody = aquí no hay nadie
week-by-choice = vacía, por decisión del equipo
empty = Horas que se dejan vacías
empty-title = Horas vacías
empty-none = Ninguna. Donde no hay nadie, cuenta como un hueco.
empty-add = Dejar horas vacías
empty-what = Cada semana, en la zona horaria del equipo. Estas horas no son un hueco. Quien pida a alguien en ellas lo lee primero, con el número del equipo y las líneas de ayuda.
empty-out-title = Quitar algunas
gaps-what = *{ $team }: en la semana que viene no sonaría ningún teléfono para «ahora»*
gaps-one = desde { $starts } hasta { $ends }
gaps-more =
    { $count ->
        [one] y una vez más
       *[other] y { $count } veces más
    }
gaps-by-choice = Si algunas están vacías a propósito, dilo en la semana del equipo: así, quien pida en ellas lo sabe primero. Esto llega como mucho una vez por semana.
gaps-none = *{ $team }:* ya no hay huecos en la semana que viene.
week-slack-alone = Aquí no hay un aviso fuera de Slack. De noche, Slack solo puede quedarse en silencio: mientras un teléfono duerme o está en No molestar, nada suena. Quien lleva el servidor puede añadir uno.
week-only = Solo horas planeadas, y solo donde el teléfono de esa persona sonó en una prueba hecha en una hora así. Lo que cada quien elige para sí no está aquí, ni quién está libre ahora.
