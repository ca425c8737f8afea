# El marco del espacio privado. Lo que dice cada paso está en su recorrido.

next = Siguiente
go-on = Seguir
pause = Pausa
not-now = Ahora no

limits-title = Antes de empezar
limits-kept = *Qué se guarda:* tus respuestas, solo hasta que terminas, o 72 horas si haces una pausa. Después se destruyen. Lo que escribes se guarda solo si tú lo dices, y solo para ti.
limits-sees = *Quién puede verlo:* tú. Ningún líder, nadie que coordine, nadie de tu equipo, y no se le dice a nadie que estuviste aquí.
limits-server = *Quién administra el servidor:* { $role }. Con esfuerzo, podría leer lo que se guarda.
limits-server-unknown = *Quién administra el servidor:* quien instaló este bot en tu espacio de trabajo. Con esfuerzo, podría leer lo que se guarda.
limits-slack = *Slack:* tocas y escribes en ventanas como esta, no en mensajes. Todo pasa por Slack, que puede guardar rastros. Es posible que quienes administran el espacio de trabajo puedan leer los mensajes directos.
limits-not = *Qué no es:* no es un informe, y no informa nada por ti. No es supervisión, ni terapia, ni un servicio de crisis. Ninguna ley lo protege, y un tribunal puede pedir lo que se guarda. Por eso se guarda lo menos posible.
limits-line = Solo para ti. Las respuestas se destruyen al final. No es un informe ni un servicio de crisis.

debrief-elsewhere = Esto siguió en otra ventana. Aquí está por donde va.
debrief-ended-title = Ya no está
debrief-ended = Esto ya se cerró y no queda nada. Puedes empezar de nuevo cuando quieras.
debrief-changed = Esta página cambió desde que estuviste aquí y no puede seguir desde el mismo lugar. Puedes empezar de nuevo o dejarlo.
debrief-breath = entra  ·  ·  ·  ·  ·  sale  ·  ·  ·  ·  ·  ·  ·  ·
debrief-tap-one = Toca una opción, o ninguna
debrief-tap-many = Toca las que quieras, o ninguna
debrief-stop = Dejarlo aquí
debrief-stop-label = Dejarlo aquí. Tus respuestas se destruyen.

note-label = Con tus palabras, si quieres
note-reminder = Sin nombres, lugares ni fechas, por favor.
note-keep-label = ¿Guardarlo?
note-keep = Guardar esto solo para mí
note-keep-where = Solo tú lo puedes leer y borrar, en «Mis datos».
note-ask-names = *Quizá aquí haya un nombre, un lugar o una fecha.* ¿Es así? Si lo hay, puedes cambiarlo. Si no, sigue. No puedo verlos todos, y nada se bloquea.
