# Los minutos propios: la pregunta en la tarjeta de un pedido, y la lista.

minutes-mine = Mis minutos
minutes-title = Mis minutos
minutes-what = Acompañar a alguien es trabajo. Aquí puedes llevar tu propia cuenta: un día y unos minutos, nunca por quién. Solo tú ves esto. Lo anotado se borra solo después de { $weeks } semanas.
minutes-asked = Cuando terminen: ¿cuánto tiempo fue? Acompañar es trabajo, y esta cuenta es tuya.
minutes-who-sees = Solo para tus ojos. Se guardan un día y unos minutos, nunca por quién.
minutes-count =
    { $count ->
        [one] 1 minuto
       *[other] { $count } minutos
    }
minutes-other = Otro número
minutes-none = No anotar nada
minutes-none-label = No anotar nada: no preguntes más por los minutos
minutes-nothing = No hay nada anotado.
minutes-day =
    { $count ->
        [one] { $on }: 1 minuto
       *[other] { $on }: { $count } minutos
    }
minutes-week =
    { $count ->
        [one] Semana del { $on }: 1 minuto
       *[other] Semana del { $on }: { $count } minutos
    }
minutes-more = Lo más antiguo no sale uno por uno. Está en las sumas y en el texto para copiar.
minutes-add = Anotar minutos
minutes-add-title = Mis minutos
minutes-long = Minutos
minutes-long-hint = Un número, por ejemplo 25.
minutes-on = Día
minutes-copy = Como texto, para copiar
minutes-copy-label = Mis minutos, como texto
minutes-copy-hint = Márcalo todo y cópialo. Lo entregas tú, o no. Este bot no se lo manda a nadie.
minutes-copy-done = Listo
minutes-delete-all = Borrar todos los minutos
minutes-delete-all-text = La lista entera se borra para siempre. Cópiala antes si todavía quieres entregarla.
minutes-wrong-minutes = Un número entero de 1 a { $most }, por favor.
minutes-wrong-day = Un día hasta hoy, y no de hace más de { $weeks } semanas, por favor.
minutes-wrong-many = Es más de lo que cabe aquí. Borra algo antes, por favor.
