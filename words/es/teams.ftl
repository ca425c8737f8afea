# Equipos: tarjetas y los pasos para crear uno.

welcome-title = *Tienes una invitación a { $team }.*
welcome-what = *Qué es esto:* un lugar tranquilo donde parar unos minutos después de una pérdida, o cuando alguien no quiso ayuda, y una manera de pedirle compañía a alguien de tu equipo.
welcome-not = *Qué no es:* ni terapia, ni supervisión, ni un informe, ni un servicio de crisis. Es un bot. Su trabajo es acercarte a personas.
welcome-sees = *Quién ve qué:* lo que tocas o escribes en un espacio privado es solo para ti y se destruye cuando termina. Ningún líder ve quién usa esto ni cuándo. Alguien más se entera de que pediste compañía solo después de que viste quién y tocaste Enviar.
welcome-you-lead = Se te nombró como líder.
welcome-you-coordinate = Se te nombró para coordinar.
welcome-you-ask = Quizá tu equipo pueda pedirte compañía. Antes te lo vamos a preguntar.
welcome-yes = Sí, cuenten conmigo
welcome-no = No es para mí
welcome-choice = Tú decides, y puedes salir cuando quieras. Si dices que no, no te llega nada más. Los espacios privados y las líneas de ayuda están ahí para ti de todos modos.
welcome-joined = *Te damos la bienvenida a { $team }.* No se espera nada de ti. Estas puertas están aquí para cuando quieras.
welcome-declined = Está bien. No te llegará nada más. Las puertas de la pestaña de inicio siguen abiertas para ti.
welcome-after-all = Pensándolo bien, sí
welcome-out = Esta invitación está cerrada. Las puertas de la pestaña de inicio siguen abiertas para ti.

team-leads = Liderazgo: { $who }
team-coordinates = Coordinación: { $who }
team-askable = Se les puede pedir compañía: { $who }

consent-title = *¿La gente de { $team } puede pedirte compañía?*
consent-what =
    Te llegaría un mensaje: quién pide, cuándo y cómo. Nunca por qué.
    Puedes decir que no cada vez, y dejarlo cuando quieras. Nadie lleva la cuenta.
    Esto no te pone de guardia. Solo dice que se te puede preguntar.
consent-work = Acompañar a alguien es trabajo. Si no sabes cómo cuenta tu agencia ese tiempo, pregunta antes de aceptar horas fuera de tu turno.
consent-yes = Sí, pueden pedírmelo
consent-no = A mí no
consent-stop = Ya no me pregunten
consent-ready = *La gente de { $team } puede pedirte compañía en tus horas.* Puedes decir que no cada vez. «Necesito a alguien» también es para ti.
consent-declined = No se te va a preguntar. Nadie ve eso. Puedes pedir compañía cuando la necesites.

ring-title = *Algo más: un teléfono que suene.* Un mensaje que nadie oye no le sirve a nadie.
ring-steps =
    1. En tu teléfono, abre Slack, toca tu foto y luego *Notificaciones*.
    2. Elige que te avise de los *mensajes directos*, con un sonido que vayas a oír.
    3. Ahí mismo, mira el *horario*. Fuera de ese horario, Slack no suena.
    4. En los ajustes de tu teléfono, permite que *Slack* mande notificaciones con sonido.
    5. Bloquea el teléfono y pide aquí una prueba.
ring-send = Mándame una prueba
ring-again = Mandarla otra vez
ring-limits = Fuera de tu horario en Slack, o si lo tienes en pausa, tu teléfono no suena. A quien pide compañía se le dice, si Slack nos deja verlo.
ring-test = *Esta es la prueba.* Nadie está esperando. ¿Sonó tu teléfono?
ring-heard = Sí lo oí
ring-silent = ¿No sonó? Repasa los pasos una vez más y mándala otra vez.
ring-late = Gracias. Pasaron más de diez minutos desde que llegó la prueba, así que no se sabe si tu teléfono sonó. Mándala otra vez cuando tengas el teléfono contigo.
ring-over = Esta prueba ya pasó. Después llegó otra.
ring-thanks = Gracias. La prueba ya está.
ring-answered = Tu equipo puede pedirte compañía en tus horas. Puedes decir que no cada vez.

set-up-stands = *{ $team } ya está listo.* Cada persona que elegiste tiene una tarjeta que explica qué es esto. No se le manda nada más a quien no haya dicho que sí.
set-up-joined = Ya están: { $who }
set-up-joined-none = Todavía nadie ha contestado. No hay prisa.
set-up-askable =
    { $count ->
        [0] Todavía no se le puede pedir compañía a nadie. Para eso, la persona dice que sí y contesta una prueba.
        [one] Se le puede pedir compañía a una persona.
       *[other] Se les puede pedir compañía a { $count } personas.
    }
set-up-next = Esta tarjeta cambia sola. Nadie ve quién dijo que no.

steps-title = Crear un equipo: { $step } de 4
steps-intro = Cuatro pasos cortos y un último vistazo a todo. Nadie se entera antes del final.
steps-name = El nombre del equipo
steps-name-hint = Como se llama el equipo a sí mismo.
steps-name-missing = El equipo necesita un nombre.
steps-word-en = La palabra de tu equipo para quienes acompaña, en inglés
steps-word-en-hint = Para quienes usan Slack en inglés: «a neighbor». Si queda vacío, será «someone I walk with».
steps-word-es = La misma en español
steps-word-es-hint = Tal como va en una frase: «alguien del barrio», «una vecina». Si queda vacío, será «alguien a quien acompaño».
steps-word-other = Elige una palabra que también usarías para alguien de tu barrio o una amistad, por favor.
steps-people-what = Cada persona que elijas recibe una tarjeta que explica qué es esto. No se le manda nada más a quien no haya dicho que sí.
steps-people = A quién invitas
steps-people-hint = Elígete también si quieres estar en el equipo.
steps-people-missing = Elige a una persona o más.
steps-people-gone = { $count ->
    [one] Una de las personas que elegiste ya no está en este espacio de trabajo. Quítala de la lista, por favor.
   *[other] { $count } de las personas que elegiste ya no están en este espacio de trabajo. Quítalas de la lista, por favor.
}
steps-people-many = Como máximo { $most } personas a la vez.
steps-roles-what = Puedes dejar vacío lo que quieras.
steps-leads = Quién lidera
steps-leads-hint = A quien lidera se le avisa de un pedido solo si la persona que pide le elige.
steps-coordinates = Quién coordina
steps-coordinates-hint = Lleva el calendario de guardias. Si no eliges a nadie, eres tú.
steps-may_be_asked = A quién se le puede pedir compañía
steps-may_be_asked-hint = A cada quien se le pregunta antes, puede decir que no y contesta una prueba.
steps-nobody = Nadie todavía
steps-details-what = Lo último, para que cada quien sepa a qué atenerse.
steps-zone = La zona horaria del equipo
steps-number = Un número donde conteste una persona
steps-number-hint = Si queda vacío, solo se muestran las líneas de ayuda.
steps-number-wrong = Escribe un número que un teléfono pueda marcar, o déjalo vacío, por favor.
steps-server = ¿Qué puesto administra este servidor?
steps-server-hint = Un puesto, como «Sistemas de nuestra agencia». Se le muestra a todo el mundo, porque ese puesto podría, con esfuerzo, leer lo que se guarda.
steps-server-missing = Nombra el puesto, por favor. La gente tiene derecho a saberlo.
steps-none = no hay
steps-you = tú

summary-title = Un último vistazo
summary-name = *Equipo:* { $value }
summary-word = *Palabra para quienes acompañan:* { $value }
summary-people = *Invitaciones:* { $value }
summary-leads = *Liderazgo:* { $value }
summary-coordinates = *Coordinación:* { $value }
summary-may_be_asked = *Se les puede pedir compañía, si aceptan:* { $value }
summary-zone = *Zona horaria:* { $value }
summary-number = *Contesta una persona en:* { $value }
summary-server = *Administra este servidor:* { $value }
summary-what-next = Con «Crear», cada persona invitada recibe una tarjeta. En ella dice quién lidera y quién coordina.
summary-do = Crear
set-up-done-title = Ya está listo
set-up-done = Las tarjetas van en camino. En tus mensajes conmigo hay una tarjeta que dice cómo va.
