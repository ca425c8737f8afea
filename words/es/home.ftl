# La pantalla de inicio, los seguimientos y los datos de cada persona.

home-hello = No tienes que cargarlo a solas
home-doors = Unos minutos de calma
home-what = Solo para ti. Sáltate lo que quieras, déjalo donde quieras.
home-not = No es terapia, ni supervisión, ni un informe, ni un servicio de crisis. Acerca a las personas entre sí.
home-invited = *{ $team }* te invitó. La tarjeta en tus mensajes explica qué es.
home-nobody-askable = Todavía no se le puede pedir compañía a nadie.
home-you-can-be-asked = Te pueden pedir compañía en tus horas, y puedes decir que no cada vez.
home-set-up = Crear un equipo
home-set-up-text = *Todavía no estás en ningún equipo aquí.* Puedes crear uno en pocos pasos. Nadie se entera antes del último.
home-set-up-another = Puedes crear otro equipo.
home-check-in = Te escribo el { $on }.
home-notes =
    { $count ->
        [one] Guardaste una nota. Está en «Mis datos».
       *[other] Guardaste { $count } notas. Están en «Mis datos».
    }

language-name = Español
language-label = Cambiar a español

leave = Salir de este equipo
leave-title = ¿Salir de este equipo?
leave-text = Ya no te llegará nada de este equipo. Lo que es solo tuyo sigue siendo tuyo.
leave-yes = Salir

follow-up-asked = Te dije que te iba a escribir. ¿Cómo estás ahora?
follow-up-fine = Estoy bien
follow-up-rest = Que nadie me pida nada hasta mañana en la noche
follow-up-rests = Nadie te pide nada hoy ni mañana. Está en «Mis horas», y ahí lo puedes quitar.
follow-up-stop = Ya no me escribas
follow-up-stop-label = Ya no me escribas: parar todos los saludos
follow-up-answered = Gracias. Eso es todo.

my-data = Mis datos
my-data-label = Mis datos: ver y borrar lo que se guarda sobre ti
my-data-title = Mis datos
my-data-what = *Esto es todo lo que se guarda sobre ti.*
my-data-always = Tu nombre en Slack, tu idioma y tu zona horaria, para poder hablarte.
my-data-teams = Equipos: { $teams }
my-data-paused = Un espacio privado en pausa. Se destruye 72 horas después de la pausa, o cuando lo terminas.
my-data-requests =
    { $count ->
        [one] Un pedido de compañía que sigue abierto. Lo que elegiste en él se borra cuando termina.
       *[other] { $count } pedidos de compañía que siguen abiertos. Lo que elegiste en ellos se borra cuando terminan.
    }
my-data-check-in = Un saludo planeado: { $on }
my-data-hours = *Tus horas,* días fuera, sueño, interruptor, límites y tu línea, como están en «Mis horas».
my-data-minutes =
    { $count ->
        [one] *Una anotación* en tu lista de minutos. Cada una se borra sola después de 13 semanas; ahí también puedes borrarlas.
       *[other] *{ $count } anotaciones* en tu lista de minutos. Cada una se borra sola después de 13 semanas; ahí también puedes borrarlas.
    }
my-data-delete-hours = Borrar mis horas
my-data-delete-hours-text = Entonces nadie te pide compañía hasta que vuelvas a poner horas.
my-data-notes = *Notas que guardaste.* Solo tú las puedes leer aquí.
my-data-no-notes = Ninguna nota.
my-data-more-notes =
    { $count ->
        [one] Hay una nota más antigua que no se muestra aquí. Aparece cuando borras una de arriba.
       *[other] Hay { $count } notas más antiguas que no se muestran aquí. Aparecen cuando borras algunas de arriba.
    }
my-data-delete-note = Borrar esta nota
my-data-delete-note-text = No se puede recuperar.
my-data-delete = Borrar
my-data-clear = Quitar mis tarjetas de este chat
my-data-clear-title = ¿Quitar las tarjetas?
my-data-clear-text = Se borran de nuestro chat mis mensajes para ti. Un pedido que sigue abierto se queda. Los tuyos también, porque solo tú los puedes borrar.
my-data-clear-yes = Quitar
my-data-delete-all = Borrar todo sobre mí
my-data-delete-all-title = ¿Borrar todo?
my-data-delete-all-text = Notas, seguimientos, pedidos abiertos, tu lugar en tus equipos: todo se va para siempre, también de la copia de respaldo en su próxima vez. Puedes volver a empezar cuando quieras.
my-data-deleted-title = Borrado
my-data-deleted = Se borró todo sobre ti. Las puertas y las líneas de ayuda siguen aquí para ti.
